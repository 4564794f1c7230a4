package charts

import (
	"fmt"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// profileOptions are options whose catalogue has themes.
func profileOptions(o Options) Options {
	c := *o.Catalogue
	c.Themes = []indicators.Named{
		{ID: "work", Name: lang.Text{Sv: "Arbete", En: "Work"}}, {ID: "economy", Name: lang.Text{Sv: "Ekonomi", En: "Economy"}},
		{ID: "education", Name: lang.Text{Sv: "Utbildning", En: "Education"}}, {ID: "health", Name: lang.Text{Sv: "Hälsa och trygghet", En: "Health and safety"}},
	}
	o.Catalogue = &c
	return o
}

// testProfile is the comparisons of the overview under themes, and the trends of some.
func testProfile() ([]analysis.Comparison, []analysis.Trend) {
	cs, _ := testOverview()
	var ts []analysis.Trend
	for i := range cs {
		cs[i].Indicator.Theme = []string{"work", "work", "economy", "education", "education", "economy", "", "health"}[i%8]
		if i%3 != 0 {
			continue
		}
		t := testTrend(districtNames...)
		t.Indicator = cs[i].Indicator
		if i == 3 {
			t = withGaps(t)
		}
		ts = append(ts, t)
	}
	cs[5].Indicator.Unit, cs[5].Indicator.Decimals = income.Unit, 0
	cs[9].Period = indicators.Year(2022)
	return cs, ts
}

// withProfileStates makes some measures of a district withheld, missing, impossible, and resting on few.
func withProfileStates(cs []analysis.Comparison, code string) []analysis.Comparison {
	for i := range cs {
		for j := range cs[i].Areas {
			a := &cs[i].Areas[j]
			switch {
			case a.Area.Code != code:
			case i == 0:
				withhold(a, analysis.Withheld, indicators.Suppressed)
			case i == 1:
				withhold(a, analysis.NoObservation, indicators.Missing)
			case i == 2:
				withhold(a, analysis.NoReason, indicators.NotApplicable)
			case i == 3:
				a.Value.SmallBase, a.Assumed = true, true
			case i == 5:
				a.Verdict = analysis.NotCompared
			}
		}
	}
	return cs
}

func profileCases(add addCase, o Options) {
	o = profileOptions(o)
	all := add.all

	cs, ts := testProfile()
	area := district(1, districtNames[1])
	fs, err := Profile(area, cs, ts, o)
	all("profile-normal", fs, err)
	states, _ := testProfile()
	states = withProfileStates(states, area.Code)
	fs, err = Profile(area, states, nil, o)
	all("profile-states", fs, err)
	one := testComparison(lowIncome, longNames[0])
	one.Indicator.Name = lang.Text{Sv: "Hushåll med varaktigt låg ekonomisk standard eller ekonomiskt bistånd", En: "Households with lasting low economic standard or social assistance"}
	fs, err = Profile(district(0, longNames[0]), []analysis.Comparison{one}, nil, o)
	all("profile-one", fs, err)
	for _, p := range Presets[1:] {
		o.Preset = p
		fs, err = Profile(area, cs, ts, o)
		all("preset-profile-"+p.ID, fs, err)
		if p.ID == "half" {
			fs, err = Profile(area, states[:6], nil, o)
			all("preset-profile-states-"+p.ID, fs, err)
		}
	}
}

func TestProfilesPutBetterToTheRight(t *testing.T) {
	o := profileOptions(testOptions(t, lang.Sv))
	for _, ind := range []indicators.Indicator{employed, lowIncome, income} {
		c := testComparison(ind, districtNames...)
		fs, err := Profile(c.Areas[0].Area, []analysis.Comparison{c}, nil, o)
		if err != nil || len(fs) != 1 {
			t.Fatalf("%s: %d figures, error %v", ind.ID, len(fs), err)
		}
		p := &profile{o: o, area: c.Areas[0].Area}
		r := p.row(c, c.Areas[0], nil)
		low, high := c.City.Value, c.City.Value
		for _, a := range c.Areas {
			low, high = min(low, a.Value.Value), max(high, a.Value.Value)
		}
		if want := max(c.City.Value-low, high-c.City.Value); r.reach != want || r.low().Value.Value != low || r.high().Value.Value != high {
			t.Errorf("%s: reach %v from %v to %v, want %v from %v to %v", ind.ID, r.reach, r.low().Value.Value, r.high().Value.Value, want, low, high)
		}
		// Of sixteen values the fourth and the twelfth are those that a quarter and three quarters do not exceed.
		if a, b, ok := r.middle(); !ok || a != r.values[3].Value.Value || b != r.values[11].Value.Value {
			t.Errorf("%s: the middle half lies between %v and %v", ind.ID, a, b)
		}
	}
}

func TestProfilesSayWhatIsBetterToo(t *testing.T) {
	o := profileOptions(testOptions(t, lang.Sv))
	cs, ts := testProfile()
	fs, err := Profile(district(1, districtNames[1]), cs, ts, o)
	if err != nil || len(fs) != 1 {
		t.Fatalf("%d figures, error %v", len(fs), err)
	}
	f := fs[0]
	n := map[string]int{}
	for _, r := range f.Table.Rows {
		n[r[9].Class]++
	}
	expect(t, f.Title, []string{fmt.Sprintf("bättre än övriga Borås i %d mått, sämre i %d", n["better"], n["worse"])}, nil)
	text := drawn(t, f)
	for _, want := range []string{"Arbete", "Ekonomi", "Övrigt", "tkr", "2022"} {
		expect(t, text, []string{want}, nil)
	}
	expect(t, "\n"+text+"\n", nil, []string{"\nbättre\n"}) // some are not judged
	judged, err := Profile(district(1, districtNames[1]), cs[:2], nil, o)
	if err != nil {
		t.Fatal(err)
	}
	expect(t, drawn(t, judged[0]), []string{"sämre\n", "bättre\n"}, nil)
	if !strings.Contains(text, "Hälsa och trygghet") || strings.Index(text, "Hälsa och trygghet") > strings.Index(text, "Övrigt") {
		t.Error("the measures without a theme do not come last")
	}
}

func TestProfilesAreMadeForDistrictsWithMeasures(t *testing.T) {
	o := profileOptions(testOptions(t, lang.Sv))
	cs, ts := testProfile()
	size := testComparison(employed, districtNames...)
	size.Indicator.ID, size.Indicator.Unit = "population", indicators.Unit{Kind: indicators.Count, Name: lang.Text{Sv: "personer", En: "persons"}}
	women := testComparison(employed, districtNames...)
	women.Group = "sex=women"
	d := Data{Results: &analysis.Results{Comparisons: append(cs, size, women), Trends: ts, Districts: []indicators.Area{
		district(0, districtNames[0]), district(1, districtNames[1]), {Code: "D99", Version: "2025", Name: "Tomt", Level: indicators.District}}}}
	fs, err := profileFigures(d, Selection{}, o)
	if err != nil || len(fs) != 2 || fs[0].ID != "profile-d02" || len(fs[0].Table.Rows) != len(cs) {
		t.Fatalf("%d figures, error %v", len(fs), err)
	}
	fs, err = profileFigures(d, Selection{Areas: []string{"D01"}, Groups: []indicators.Group{"sex=women"}}, o)
	if err != nil || len(fs) != 1 || fs[0].ID != "profile-d01" || len(fs[0].Table.Rows) != 1 {
		t.Errorf("%d figures, error %v", len(fs), err)
	}
}
