package lang

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestCutKeepsBothEnds(t *testing.T) {
	long := `cannot read "` + strings.Repeat("åäö", 1000) + `" as a number`
	got := Cut(long, 100)
	if len(got) > 100 || !utf8.ValidString(got) || !strings.HasPrefix(got, `cannot read "å`) || !strings.HasSuffix(got, `" as a number`) {
		t.Errorf("got %q", got)
	}
	for _, text := range []string{"", "short", strings.Repeat("x", 100)} {
		if got := Cut(text, 100); got != text {
			t.Errorf("%q became %q", text, got)
		}
	}
}
