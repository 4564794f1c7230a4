package charts

import (
	"testing"

	"github.com/jamlik/jamlik/indicators/lang"
)

func TestEveryKindSaysWhatItIsFor(t *testing.T) {
	seen := map[string]bool{}
	for _, k := range Kinds {
		if seen[k.ID] {
			t.Errorf("two kinds are called %s", k.ID)
		}
		seen[k.ID] = true
		for what, text := range map[string]lang.Text{"name": k.Name, "question": k.Answers, "needs": k.Needs} {
			if text.Sv == "" || text.En == "" {
				t.Errorf("%s has no %s in both languages", k.ID, what)
			}
		}
		if k.Figures == nil {
			t.Errorf("%s makes no figures", k.ID)
		}
	}
}
