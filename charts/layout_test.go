package charts

import (
	"math"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"gonum.org/v1/plot/vg"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

func TestScalesHoldTheirDataAndLieOnRoundNumbers(t *testing.T) {
	share := employed.Unit
	for _, test := range []struct {
		name      string
		low, high float64
		unit      indicators.Unit
		min, max  float64
		ticks     []float64
	}{
		{"far from zero", 66, 87, share, 65, 90, []float64{65, 70, 75, 80, 85, 90}},
		{"near zero", 8, 40, share, 0, 40, []float64{0, 10, 20, 30, 40}},
		{"never above a whole", 71, 104, share, 70, 100, []float64{70, 80, 90, 100}},
		{"negative", -12, 4, indicators.Unit{Kind: indicators.Mean}, -15, 5, []float64{-15, -10, -5, 0, 5}},
		{"one value", 50, 50, share, 44, 56, []float64{44, 46, 48, 50, 52, 54, 56}},
		{"one value, zero", 0, 0, share, 0, 1, []float64{0, 0.2, 0.4, 0.6, 0.8, 1}},
		{"small numbers", 0.31, 0.39, indicators.Unit{Kind: indicators.Score}, 0.3, 0.4, []float64{0.3, 0.32, 0.34, 0.36, 0.38, 0.4}},
		{"beyond precision", 1e17, 1e17 + 32, indicators.Unit{Kind: indicators.Mean}, 1e17, 1e17 + 32, []float64{1e17, 1e17 + 32}},
		{"beyond range", -1e308, 1e308, indicators.Unit{Kind: indicators.Mean}, -1e308, 1e308, []float64{-1e308, 1e308}},
		{"nothing", math.NaN(), math.NaN(), share, 0, 1, []float64{0, 0.2, 0.4, 0.6, 0.8, 1}},
	} {
		s := newScale(test.low, test.high, 5, test.unit)
		near := func(a, b float64) bool { return math.Abs(a-b) < 1e-9 }
		if !near(s.min, test.min) || !near(s.max, test.max) || !slices.EqualFunc(s.ticks, test.ticks, near) {
			t.Errorf("%s: got %v to %v with ticks %v, want %v to %v with %v", test.name, s.min, s.max, s.ticks, test.min, test.max, test.ticks)
		}
	}
}

func TestLabelsAreMovedApartAsLittleAsNeeded(t *testing.T) {
	for _, test := range []struct {
		name string
		want []vg.Length
		at   []vg.Length
		kept []bool
	}{
		{"far apart", []vg.Length{10, 50}, []vg.Length{10, 50}, []bool{true, true}},
		{"touching", []vg.Length{30, 34}, []vg.Length{27, 37}, []bool{true, true}},
		{"at the edge", []vg.Length{0, 2, 60}, []vg.Length{0, 10, 60}, []bool{true, true, true}},
		{"pushed by a block", []vg.Length{30, 30, 36}, []vg.Length{22, 32, 42}, []bool{true, true, true}},
		{"too many", []vg.Length{0, 20, 40, 60, 80, 10, 30, 50, 70, 90, 100, 5}, nil,
			[]bool{true, true, true, true, true, true, true, true, true, true, true, false}},
	} {
		weight := make([]float64, len(test.want))
		for i := range weight {
			weight[i] = float64(len(weight) - i)
		}
		at, kept := spread(test.want, weight, 10, 0, 100)
		if !cmp.Equal(kept, test.kept) {
			t.Errorf("%s: kept %v, want %v", test.name, kept, test.kept)
		}
		if test.at != nil && !cmp.Equal(at, test.at) {
			t.Errorf("%s: got %v, want %v", test.name, at, test.at)
		}
		var placed []vg.Length
		for i := range at {
			if kept[i] {
				placed = append(placed, at[i])
			}
		}
		slices.Sort(placed)
		for i := 1; i < len(placed); i++ {
			if placed[i]-placed[i-1] < 10-1e-9 {
				t.Errorf("%s: labels at %v and %v overlap", test.name, placed[i-1], placed[i])
			}
		}
	}
}

func TestWrapBreaksBetweenWordsOnly(t *testing.T) {
	sty := style(labelSize, ink, false)
	for _, test := range []struct {
		in   string
		want []string
	}{
		{"Barn i ekonomiskt utsatta hushåll", []string{"Barn i", "ekonomiskt", "utsatta hushåll"}},
		{"Göta-Kristineberg", []string{"Göta-", "Kristineberg"}},
		{"hämtad 2025-11-20", []string{"hämtad", "2025-11-20"}},
		{"", nil},
	} {
		if got := wrap(test.in, sty, 82); !cmp.Equal(got, test.want) {
			t.Errorf("wrap(%q) = %q, want %q", test.in, got, test.want)
		}
	}
	if got := shorten("Kristineberg-Östermalm med omnejd", sty, 100); width(got, sty)*slack > 100 || !strings.HasSuffix(got, "…") {
		t.Errorf("shortened to %q, %v wide", got, width(got, sty))
	}
}

func TestSwarmsDoNotOverlap(t *testing.T) {
	var xs []vg.Length
	for i := range 60 {
		xs = append(xs, vg.Length(i)*1.3)
	}
	ys := swarm(xs, 6, 100)
	for i := range xs {
		for j := range i {
			if d := math.Hypot(float64(xs[i]-xs[j]), float64(ys[i]-ys[j])); d < 5.99 {
				t.Fatalf("dots %d and %d are %.2f apart, want 6", i, j, d)
			}
		}
	}
	for _, y := range swarm(make([]vg.Length, 50), 6, 20) {
		if y > 20 || y < -20 {
			t.Errorf("a dot lies %v from the line, beyond the limit", y)
		}
	}
}

func TestSlugsAreASCII(t *testing.T) {
	for in, want := range map[string]string{
		"Göta-Kristineberg": "gota-kristineberg", "low_standard": "low-standard", "kön=kvinnor;ålder=20–64": "kon-kvinnor-alder-20-64",
		" Å ": "a", "": "", "1490C1300": "1490c1300", "../../etc/passwd": "etc-passwd", "C:\\x\x00": "c-x", "東": "",
		strings.Repeat("x", 72): strings.Repeat("x", 72), strings.Repeat("x", 73): strings.Repeat("x", 63) + "-71b07785", // the beginning of its SHA-256
	} {
		if got := Slug(in); got != want {
			t.Errorf("Slug(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestAreasAreInSwedishOrder(t *testing.T) {
	var areas []indicators.Area
	for i, name := range []string{"Östermalm", "Ängsholm", "Åby", "Zinkgruvan", "Wreta", "Viskafors", "Hulta"} {
		areas = append(areas, district(i, name))
	}
	var got []string
	for _, a := range ByName(areas) {
		got = append(got, a.Name)
	}
	want := []string{"Hulta", "Viskafors", "Wreta", "Zinkgruvan", "Åby", "Ängsholm", "Östermalm"} // SAOL's order since 2006
	if !cmp.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestAltTextsKeepTheirLimits(t *testing.T) {
	long := strings.Repeat("mycket långt namn ", 9)
	got := alt(chartOpenings(lang.Sv, lang.Text{Sv: "Punktdiagram"}, long, "2024"), strings.Repeat("a", 100)+".", strings.Repeat("b", 100)+".")
	if n := utf8.RuneCountInString(got); n > maxAlt {
		t.Errorf("%d characters in %q", n, got)
	}
	if n := utf8.RuneCountInString(firstSentence(got)); n > maxAltFirst {
		t.Errorf("%d characters in the first sentence of %q", n, got)
	}
	if got, want := title(long+": säkert lägre i 2 områden", "säkert lägre i 2 områden"), "Säkert lägre i 2 områden"; got != want {
		t.Errorf("got title %q, want %q", got, want)
	}
	if n := words(title(long + long)); n > maxTitleWords {
		t.Errorf("a title has %d words", n)
	}
}
