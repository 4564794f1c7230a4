// Package areas knows the codes of Swedish areas, what spreadsheets do to them, and how counts are carried from the areas of one version over
// to those of another. It reads no files.
package areas

import (
	"math"
	"strconv"
	"strings"
	"unicode"

	"github.com/jamlik/jamlik/indicators"
)

// LevelOf returns the level of a code by its form: two digits for a county (00 is the nation), four for a municipality, municipality, A, B or C
// and four digits for a DeSO, municipality, R and three digits for a RegSO.
func LevelOf(code string) (indicators.Level, bool) {
	switch {
	case code == "00":
		return indicators.Nation, true
	case len(code) == 2 && digits(code):
		return indicators.County, true
	case len(code) == 4 && digits(code):
		return indicators.City, true
	case len(code) == 9 && digits(code[:4]) && 'A' <= code[4] && code[4] <= 'C' && digits(code[5:]):
		return indicators.DeSO, true
	case len(code) == 8 && digits(code[:4]) && code[4] == 'R' && digits(code[5:]):
		return indicators.RegSO, true
	}
	return 0, false
}

func digits(s string) bool {
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return false
		}
	}
	return s != ""
}

// Version takes the version off a code of SCB's value sets: 1490C1300_DeSO2025 and 1490R025_RegSO2025 are areas of version 2025. It is not ok
// for a code that does not say its version.
func Version(code string) (plain, version string, ok bool) {
	at := strings.LastIndexByte(code, '_')
	if at <= 0 {
		return code, "", false
	}
	for _, set := range [...]struct {
		prefix string
		level  indicators.Level
	}{{"DeSO", indicators.DeSO}, {"RegSO", indicators.RegSO}} {
		year, found := strings.CutPrefix(code[at+1:], set.prefix)
		if level, known := LevelOf(code[:at]); found && known && level == set.level && len(year) == 4 && digits(year) {
			return code[:at], year, true
		}
	}
	return code, "", false
}

// Damage is what has happened to a code or name on its way.
type Damage string

// The damages that [Likely] and [LikelyName] know.
const (
	LostZero   Damage = "leading zero lost"
	Fraction   Damage = "decimals added"
	Scientific Damage = "written as a power of ten"
	LowerCase  Damage = "lower case"
	Spaces     Damage = "spaces or signs added"
	WithName   Damage = "name after the code"
	Letters    Damage = "å, ä and ö lost"
)

// Likely guesses which known code a damaged one was. Damages are undone in turn until a known code stands there; the one that decided is returned.
func Likely(code string, known func(string) bool) (likely string, why Damage, ok bool) {
	c := code
	try := func(next string, d Damage) bool {
		if next == c || next == "" {
			return false
		}
		c, why = next, d
		if known(c) {
			likely = c
			return true
		}
		return false
	}
	if try(strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.In(r, unicode.Cf) || strings.ContainsRune(`'"’`, r) {
			return -1
		}
		return r
	}, c), Spaces) || try(strings.ToUpper(c), LowerCase) {
		return likely, why, true
	}
	if whole, part, found := strings.Cut(strings.ReplaceAll(c, ",", "."), "."); found && strings.Trim(part, "0") == "" && try(whole, Fraction) {
		return likely, why, true
	}
	if number, err := strconv.ParseFloat(strings.ReplaceAll(c, ",", "."), 64); err == nil && strings.ContainsAny(c, "Ee") &&
		number == math.Trunc(number) && 0 < number && number < 1e15 && try(strconv.FormatFloat(number, 'f', 0, 64), Scientific) {
		return likely, why, true
	}
	for _, zeros := range [...]string{"0", "00"} {
		if known(zeros + c) {
			return zeros + c, LostZero, true
		}
	}
	if word, _, found := strings.Cut(strings.TrimSpace(code), " "); found && known(word) {
		return word, WithName, true
	}
	return "", "", false
}

// Fold writes a name as it is when it has lost what distinguishes its letters: å and ä are a, ö is o, é is e; case, and spaces at either end and more
// than one in a row, are gone.
func Fold(name string) string {
	var b strings.Builder
	for _, word := range strings.Fields(strings.ToLower(name)) {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		for _, r := range word {
			if plain, ok := plainLetters[r]; ok {
				r = plain
			}
			b.WriteRune(r)
		}
	}
	return b.String()
}

var plainLetters = map[rune]rune{'å': 'a', 'ä': 'a', 'á': 'a', 'à': 'a', 'ö': 'o', 'ø': 'o', 'ó': 'o', 'é': 'e', 'è': 'e', 'ü': 'u', 'æ': 'a', '–': '-', '’': '\''}
