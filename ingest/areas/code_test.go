package areas

import (
	"testing"

	"github.com/jamlik/jamlik/indicators"
)

func TestLevelOf(t *testing.T) {
	for code, want := range map[string]indicators.Level{
		"00": indicators.Nation, "14": indicators.County, "1490": indicators.City, "0114": indicators.City, "1490C1300": indicators.DeSO,
		"0114A0010": indicators.DeSO, "1490R025": indicators.RegSO,
		"114": 0, "114C1010": 0, "1490D1300": 0, "1490c1300": 0, "1490R25": 0, "1490R0250": 0, "": 0, "Borås": 0, "1490C130O": 0,
	} {
		if got, ok := LevelOf(code); got != want || ok != (want != 0) {
			t.Errorf("%q: got %v, want %v", code, got, want)
		}
	}
}

func TestVersionOfCode(t *testing.T) {
	for code, want := range map[string][2]string{
		"1490C1300_DeSO2025": {"1490C1300", "2025"}, "1490R025_RegSO2025": {"1490R025", "2025"}, "1490C1300_DeSO2018": {"1490C1300", "2018"},
		"1490R025_RegSO2020": {"1490R025", "2020"},
		"1490C1300":          {"1490C1300", ""}, "1490R025_DeSO2025": {"1490R025_DeSO2025", ""}, "1490C1300_DeSO25": {"1490C1300_DeSO25", ""},
		"_DeSO2025": {"_DeSO2025", ""}, "my_area": {"my_area", ""}, "1490C1300_2025": {"1490C1300_2025", ""},
	} {
		plain, version, ok := Version(code)
		if got := [2]string{plain, version}; got != want || ok != (want[1] != "") {
			t.Errorf("%q: got %q, want %q", code, got, want)
		}
	}
}

func TestLikely(t *testing.T) {
	known := func(code string) bool {
		switch code {
		case "0114", "0114C1010", "1490", "1490C1300", "1490R025", "norrby", "0100", "03":
			return true
		}
		return false
	}
	for code, want := range map[string]struct {
		code string
		why  Damage
	}{
		"114": {"0114", LostZero}, "114C1010": {"0114C1010", LostZero}, "1490c1300": {"1490C1300", LowerCase}, " 1490 C1300": {"1490C1300", Spaces},
		"\u00a01490C1300\ufeff": {"1490C1300", Spaces}, "1490.0": {"1490", Fraction}, "1490,00": {"1490", Fraction}, "114.0": {"0114", LostZero}, "1,49E+03": {"1490", Scientific},
		"1.14E+02": {"0114", LostZero}, "'0114": {"0114", Spaces}, "1490 Borås": {"1490", WithName}, "3": {"03", LostZero},
		"1490X": {}, "1490C13000": {}, "149": {}, "1.5E+300": {}, "1490.5": {}, "": {}, "NORRBY ": {},
	} {
		got, why, ok := Likely(code, known)
		if got != want.code || ok != (want.code != "") || ok && why != want.why {
			t.Errorf("%q: got %q, %q, want %q, %q", code, got, why, want.code, want.why)
		}
	}
}

func TestFold(t *testing.T) {
	for name, want := range map[string]string{
		"Upplands Väsby (Bollstanäs)": "upplands vasby (bollstanas)", "Göta  centrum-Kristineberg väst ": "gota centrum-kristineberg vast",
		"Trånåker Östermalm": "tranaker ostermalm", "": "",
	} {
		if got := Fold(name); got != want {
			t.Errorf("%q: got %q, want %q", name, got, want)
		}
	}
}

// FuzzLikely checks that a guess is always a known code, and that folding twice is folding once.
func FuzzLikely(f *testing.F) {
	for _, code := range []string{"114C1010", "1.14E+02", "1490C1300_DeSO2025", "1490 Borås", "", "é"} {
		f.Add(code)
	}
	f.Fuzz(func(t *testing.T, code string) {
		known := func(c string) bool { return c == "0114" || c == "0114C1010" || c == "1490" }
		if got, _, ok := Likely(code, known); ok && !known(got) {
			t.Errorf("%q: guessed %q", code, got)
		}
		if plain, version, ok := Version(code); ok && plain+"_DeSO"+version != code && plain+"_RegSO"+version != code {
			t.Errorf("%q: taken apart as %q and %q", code, plain, version)
		}
		if once := Fold(code); Fold(once) != once {
			t.Errorf("%q: folded %q and %q", code, once, Fold(once))
		}
	})
}
