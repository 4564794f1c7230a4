package charts

import "testing"

func TestEveryKindSaysWhatItNeeds(t *testing.T) {
	for _, k := range Kinds {
		if n := k.Needs(); n.Sv == "" || n.En == "" {
			t.Errorf("%s does not say in both languages what it needs", k.ID)
		}
	}
}
