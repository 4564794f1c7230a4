package analysis

import (
	"fmt"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// text formats both wordings of a warning or note with the same arguments.
func text(sv, en string, args ...any) lang.Text {
	return lang.Text{Sv: fmt.Sprintf(sv, args...), En: fmt.Sprintf(en, args...)}
}

// smallArea is what readers of both languages call the areas that districts are made of.
func smallArea(l indicators.Level) string {
	if l == indicators.RegSO {
		return "RegSO"
	}
	return "DeSO"
}

// join puts two sentences after one another.
func join(a, b lang.Text) lang.Text {
	if a.IsZero() {
		return b
	}
	if b.IsZero() {
		return a
	}
	return lang.Text{Sv: a.In(lang.Sv) + " " + b.In(lang.Sv), En: a.In(lang.En) + " " + b.In(lang.En)}
}
