package charts

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

var dwellings = indicators.Indicator{
	ID: "dwellings", Name: lang.Text{Sv: "Bostäder efter upplåtelseform", En: "Dwellings by tenure"}, Short: lang.Text{Sv: "Bostäder", En: "Dwellings"},
	Unit: indicators.Unit{Kind: indicators.Count, Name: lang.Text{Sv: "bostäder", En: "dwellings"}}, Source: "scb",
}

// testMix is made-up counts of parts in the named districts, and their sum.
func testMix(parts []lang.Text, names ...string) analysis.Mix {
	m := analysis.Mix{Spec: analysis.MixSpec{ID: "tenure", Indicator: "dwellings", Names: parts}, Period: indicators.Year(2024)}
	for _, p := range parts {
		m.Spec.Groups = append(m.Spec.Groups, indicators.Group("tenure="+Slug(p.En)))
	}
	area := func(a indicators.Area, counts []float64) analysis.MixArea {
		out := analysis.MixArea{Area: a, OK: true, Counts: counts}
		sum := 0.0
		for _, n := range counts {
			sum += n
		}
		for _, n := range counts {
			out.Shares = append(out.Shares, n/sum)
		}
		return out
	}
	all := make([]float64, len(parts))
	for i, name := range names {
		counts := make([]float64, len(parts))
		for k := range counts {
			counts[k] = math.Round(900 * (1 + math.Sin(float64(i)*2.4+float64(k)*(1.3+0.1*float64(i%3)))) / float64(k+1))
			all[k] += counts[k]
		}
		m.Areas = append(m.Areas, area(district(i, name), counts))
	}
	m.City = area(indicators.Area{Code: "1490", Name: "Borås", Level: indicators.City}, all)
	return m
}

var (
	tenures = []lang.Text{{Sv: "hyresrätt", En: "rental"}, {Sv: "bostadsrätt", En: "tenant-owned"}, {Sv: "äganderätt", En: "owner-occupied"}}
	periods = []lang.Text{{Sv: "före 1931", En: "before 1931"}, {Sv: "1931–1950", En: "1931–1950"}, {Sv: "1951–1970", En: "1951–1970"},
		{Sv: "1971–1990", En: "1971–1990"}, {Sv: "1991–2010", En: "1991–2010"}, {Sv: "2011 och senare", En: "2011 and later"}, {Sv: "okänt byggår", En: "year unknown"}}
	fiveParts = []lang.Text{{Sv: "kommunal hyresrätt", En: "municipal rental"}, {Sv: "privat hyresrätt", En: "private rental"},
		{Sv: "bostadsrätt", En: "tenant-owned"}, {Sv: "äganderätt i småhus", En: "owner-occupied house"}, {Sv: "särskilt boende", En: "special housing"}}
)

func compositionCases(add addCase, o Options) {
	all := func(name string, m analysis.Mix, o Options) {
		fs, err := Composition(m, o)
		if err != nil {
			add(name, nil, err)
		}
		for i, f := range fs {
			if i > 0 {
				add(fmt.Sprintf("preset-%s-%d", strings.TrimPrefix(name, "preset-"), i+1), f, nil)
				continue
			}
			add(name, f, nil)
		}
	}
	all("composition-normal", testMix(tenures, districtNames...), o)
	states := testMix(fiveParts, districtNames...)
	states.Areas[3] = analysis.MixArea{Area: states.Areas[3].Area, Reason: analysis.Withheld, Assumed: true}
	states.Areas[8] = analysis.MixArea{Area: states.Areas[8].Area, Reason: analysis.NoObservation}
	all("composition-states", states, o)
	all("composition-one", testMix(tenures[:2], "Norrby"), o)
	all("composition-long", testMix(periods, longNames...), o)
	for _, p := range Presets[1:] {
		q := o
		q.Preset = p
		all("preset-composition-"+p.ID, testMix(tenures, districtNames...), q)
		all("preset-composition-states-"+p.ID, states, q)
		all("preset-composition-long-"+p.ID, testMix(periods, longNames...), q)
	}
}

func TestTheSmallestPartsAreJoined(t *testing.T) {
	m := testMix(periods, districtNames...)
	f, err := newComposition(m, testOptions(t, lang.Sv))
	if err != nil {
		t.Fatal(err)
	}
	// The counts fall with the position of the part, so that the first four are the largest.
	if got, want := strings.Join(f.partNames(), ", "), "före 1931, 1931–1950, 1951–1970, 1971–1990, övriga"; got != want {
		t.Errorf("parts %q, want %q", got, want)
	}
	for _, a := range m.Areas {
		sum := 0.0
		for i := range f.parts {
			sum += f.share(a, i)
		}
		if math.Abs(sum-100) > 1e-9 {
			t.Errorf("%s: the parts come to %v per cent", a.Area.Name, sum)
		}
	}
}

func TestWithheldCompositionsHaveNoNumbers(t *testing.T) {
	m := testMix(tenures, "Norrby", "Sjöbo")
	m.City = analysis.MixArea{Area: m.City.Area, Reason: analysis.Withheld}
	m.Areas[1] = analysis.MixArea{Area: m.Areas[1].Area, Reason: analysis.Withheld}
	fs, err := Composition(m, testOptions(t, lang.Sv))
	if err != nil || len(fs) != 1 {
		t.Fatal(len(fs), err)
	}
	expect(t, strings.Join([]string{fs[0].Title, fs[0].Alt, fs[0].Description, drawn(t, fs[0])}, "\n"),
		[]string{"Sjöbo: visas inte av sekretesskäl", "Borås: visas inte"},
		[]string{"Borås: hyresrätt"})
	for _, row := range []int{0, 2} {
		for j, c := range fs[0].Table.Rows[row][2:] {
			if c.Raw != "" && c.Raw != string(analysis.Withheld) {
				t.Errorf("row %d has %q in column %s", row, c.Raw, fs[0].Table.Columns[j+2].Key)
			}
		}
	}
}

func TestCompositionsNeedAnIndicatorAndDistricts(t *testing.T) {
	o := testOptions(t, lang.Sv)
	m := testMix(tenures, "Norrby")
	m.Spec.Indicator = "homes"
	if _, err := Composition(m, o); err == nil || !strings.Contains(err.Error(), `"homes"`) {
		t.Errorf("error %v, want one that names the indicator", err)
	}
	if _, err := Composition(testMix(tenures), o); err == nil {
		t.Error("a figure without districts")
	}
}
