package indicators

import (
	"math"
	"strings"
	"testing"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/arrow/memory"
	"github.com/google/go-cmp/cmp"
)

// fixture is two DeSO in a city, one share and one count.
func fixture(t testing.TB) (*Register, *Catalogue) {
	t.Helper()
	reg, err := NewRegister([]Area{
		{Code: "1490", Version: "2025", Name: "Borås", Level: City},
		{Code: "1490A0010", Version: "2025", Level: DeSO, Parent: "1490"},
		{Code: "1490A0020", Version: "2025", Level: DeSO, Parent: "1490"},
		{Code: "0114", Version: "2025", Name: "Upplands Väsby", Level: City},
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	cat, err := NewCatalogue([]Indicator{
		{ID: "employed", Name: textOf("Förvärvsarbetande"), Unit: Unit{Kind: Share, Per: 100}},
		{ID: "population", Name: textOf("Invånare"), Unit: Unit{Kind: Count}},
	}, nil, nil, []Source{{ID: "scb"}, {ID: "city"}})
	if err != nil {
		t.Fatal(err)
	}
	return reg, cat
}

func observations() []Observation {
	a, b := AreaID{"1490A0010", "2025"}, AreaID{"1490A0020", "2025"}
	return []Observation{
		{Indicator: "population", Area: b, Period: Year(2025), Value: Num(1200), Status: Reported, Source: "scb", Origin: Origin{"pop.csv", 3}},
		{Indicator: "population", Area: a, Period: Year(2025), Value: Num(900), Status: Reported, Source: "scb", Note: "noise", Origin: Origin{"pop.csv", 2}},
		{Indicator: "employed", Area: a, Period: Year(2024), Group: "sex=women", Status: Suppressed, Source: "scb", Origin: Origin{"emp.csv", 2}},
		{Indicator: "employed", Area: b, Period: Year(2024), Group: "sex=women", Value: Num(71.5), Numerator: Num(286), Denominator: Num(400), Status: Reported, Source: "scb"},
		{Indicator: "employed", Area: a, Period: SchoolYear(2024), Value: Num(0), Status: Nil},
	}
}

func build(t testing.TB, obs []Observation, ranked ...string) (*Table, error) {
	t.Helper()
	reg, cat := fixture(t)
	var b Builder
	for _, o := range obs {
		b.Append(o)
	}
	return b.Table(reg, cat, ranked...)
}

func TestTableKeepsEveryObservation(t *testing.T) {
	obs := observations()
	tab, err := build(t, obs)
	if err != nil {
		t.Fatal(err)
	}
	want := []Observation{obs[4], obs[2], obs[3], obs[1], obs[0]} // by indicator, level, version, group, period, area
	var got []Observation
	for i := range tab.Len() {
		got = append(got, tab.At(i))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
}

func TestRunIsContiguousAndShared(t *testing.T) {
	tab, err := build(t, observations())
	if err != nil {
		t.Fatal(err)
	}
	run, ok := tab.Run(RunKey{"population", DeSO, "2025", Everyone, Year(2025)})
	if !ok {
		t.Fatal("no run")
	}
	values, complete := run.Values()
	if diff := cmp.Diff([]float64{900, 1200}, values); diff != "" || !complete {
		t.Errorf("values %v complete %v", values, complete)
	}
	if n := testing.AllocsPerRun(100, func() { run.Values(); run.AreaCodes() }); n != 0 {
		t.Errorf("reading a run allocates %v times", n)
	}
	women, _ := tab.Run(RunKey{"employed", DeSO, "2025", "sex=women", Year(2024)})
	if _, complete := women.Values(); complete {
		t.Error("a run with a suppressed value says that it is complete")
	}
	vs, rows := women.Compact()
	if diff := cmp.Diff([]float64{71.5}, vs) + cmp.Diff([]int{1}, rows); diff != "" {
		t.Error(diff)
	}
}

func TestTableFindsWhatItHolds(t *testing.T) {
	tab, err := build(t, observations())
	if err != nil {
		t.Fatal(err)
	}
	a, b := AreaID{"1490A0010", "2025"}, AreaID{"1490A0020", "2025"}
	if o, ok := tab.Find("population", b, Everyone, Year(2025)); !ok || o.Value != Num(1200) {
		t.Errorf("population of %v: got %+v, %v, want 1200", b, o, ok)
	}
	for _, c := range []struct {
		name      string
		indicator string
		area      AreaID
		period    Period
	}{
		{"no such area", "population", AreaID{"1490A0010", "2018"}, Year(2025)},
		{"no such period", "population", a, Year(2024)},
		{"no row for the area", "employed", b, SchoolYear(2024)},
		{"another level", "population", AreaID{"1490", "2025"}, Year(2025)},
	} {
		if o, ok := tab.Find(c.indicator, c.area, Everyone, c.period); ok {
			t.Errorf("%s: found %+v", c.name, o)
		}
	}
	if diff := cmp.Diff([]Period{SchoolYear(2024)}, tab.Periods("employed", DeSO, "2025", Everyone)); diff != "" {
		t.Errorf("periods (-want +got):\n%s", diff)
	}
	women, _ := tab.Run(RunKey{"employed", DeSO, "2025", "sex=women", Year(2024)})
	if got := women.Area(1).Code; got != b.Code || women.Status(0) != Suppressed || women.Status(1) != Reported {
		t.Errorf("row 1 is %s, statuses %v and %v", got, women.Status(0), women.Status(1))
	}
	numerators, complete := women.Numerators()
	if numerators[1] != 286 || complete {
		t.Errorf("numerators %v, complete %v, want 286 in the second row only", numerators, complete)
	}
	if denominators, complete := women.Denominators(); denominators[1] != 400 || complete {
		t.Errorf("denominators %v, complete %v, want 400 in the second row only", denominators, complete)
	}
	for i, code := range women.AreaCodes() {
		if got, want := tab.AreaWords()[code], women.Area(i).Code; got != want {
			t.Errorf("row %d: area word %s, want %s", i, got, want)
		}
	}
}

func TestTableToRecordAndBackSharesMemory(t *testing.T) {
	tab, err := build(t, observations())
	if err != nil {
		t.Fatal(err)
	}
	again, err := FromRecord(tab.Record(), tab.Register(), tab.Catalogue())
	if err != nil {
		t.Fatal(err)
	}
	for i := range tab.Len() {
		if diff := cmp.Diff(tab.At(i), again.At(i)); diff != "" {
			t.Errorf("row %d (-want +got):\n%s", i, diff)
		}
	}
	if &tab.cols.nums[numValue].v[0] != &again.cols.nums[numValue].v[0] {
		t.Error("the values were copied")
	}
}

func TestTableReportsAllProblemsAtOnce(t *testing.T) {
	at := func(o Observation, line int32) Observation {
		o.Origin = Origin{"in.csv", line}
		return o
	}
	ok := Observation{Indicator: "employed", Area: AreaID{"1490A0010", "2025"}, Period: Year(2024), Value: Num(50), Status: Reported}
	change := func(f func(*Observation)) Observation { o := ok; f(&o); return o }
	cases := []struct {
		name string
		obs  Observation
		want string
	}{
		{"unknown area", change(func(o *Observation) { o.Area.Code = "1490Z" }), `in.csv:2: column "area": unknown area "1490Z" of version "2025"; list it`},
		{"leading zero lost", change(func(o *Observation) { o.Area.Code = "114" }), `did a spreadsheet remove the leading zero of "0114"?`},
		{"wrong version", change(func(o *Observation) { o.Area.Version = "2018" }), `the study has this code in version "2025"`},
		{"unknown indicator", change(func(o *Observation) { o.Indicator = "emplyed" }), `unknown indicator "emplyed"`},
		{"share above 100", change(func(o *Observation) { o.Value = Num(100.5) }), "share is 100.5, but cannot be above 100"},
		{"negative count", change(func(o *Observation) { o.Indicator, o.Value = "population", Num(-3) }), "count is -3, but cannot be negative"},
		{"numerator above denominator", change(func(o *Observation) { o.Numerator, o.Denominator = Num(5), Num(4) }), "numerator 5 is above denominator 4"},
		{"period ends before it starts", change(func(o *Observation) { o.Period = Period{20, 10} }), "period ends 1970-01-11, before it starts 1970-01-21"},
		{"value where suppressed", change(func(o *Observation) { o.Status = Suppressed }), "status is suppressed but there is a value, 50"},
		{"no value where reported", change(func(o *Observation) { o.Value = Number{} }), "status is reported but there is no value"},
		{"nil that is not zero", change(func(o *Observation) { o.Status = Nil }), "status is nil but the value is 50"},
		{"group not canonical", change(func(o *Observation) { o.Group = "b=1;a=2" }), `not in canonical form "a=2;b=1"`},
		{"unknown source", change(func(o *Observation) { o.Source = "kolada" }), `unknown source "kolada"`},
		{"limit that is no number", change(func(o *Observation) { o.Upper = Num(math.Inf(1)) }), "upper limit +Inf is not a finite number"},
		{"limits exchanged", change(func(o *Observation) { o.Lower, o.Upper = Num(60), Num(40) }), "lower limit 60 is above upper limit 40"},
		{"no such status", change(func(o *Observation) { o.Status = 99 }), `unknown status "status(99)"`},
	}
	var all []Observation
	for i, c := range cases {
		o := at(c.obs, int32(i+2))
		o.Period.Start -= Day(1000 * i) // keys differ, so that only the problem meant is there
		if c.name != "period ends before it starts" {
			o.Period.End = o.Period.Start
		} else {
			o.Period = Period{20, 10}
		}
		all = append(all, o)
	}
	_, err := build(t, all)
	if err == nil {
		t.Fatal("accepted")
	}
	for _, c := range cases {
		if !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: no %q in\n%v", c.name, c.want, err)
		}
	}
}

func TestTwoSourcesOfOneKey(t *testing.T) {
	scb := Observation{Indicator: "population", Area: AreaID{"1490A0010", "2025"}, Period: Year(2025), Value: Num(900), Status: Reported, Source: "scb", Origin: Origin{"a.csv", 2}}
	city := scb
	city.Source, city.Value, city.Origin = "city", Num(901), Origin{"b.csv", 7}
	if _, err := build(t, []Observation{scb, city}); err == nil || !strings.Contains(err.Error(), "b.csv:7: population for area 1490A0010") {
		t.Errorf("unranked sources: %v", err)
	}
	nowhere := scb
	nowhere.Origin = Origin{}
	if _, err := build(t, []Observation{nowhere, city}); err == nil || !strings.Contains(err.Error(), "already given by another row") {
		t.Errorf("a row without a place: %v", err)
	}
	old, again := scb, scb
	old.Source, old.Origin, again.Origin = "", Origin{"c.csv", 4}, Origin{"d.csv", 5}
	for _, c := range []struct {
		name   string
		rows   []Observation
		ranked []string
		note   string // of the winner, which is scb
		want   string // the error; empty means accepted
	}{
		{name: "the better source comes last", rows: []Observation{city, scb}, ranked: []string{"scb", "city"}, note: "instead of city"},
		{name: "every loser is noted", rows: []Observation{old, city, scb}, ranked: []string{"scb", "city", ""}, note: "instead of city; instead of "},
		{name: "a source that is not ranked", rows: []Observation{scb, old}, ranked: []string{"scb", "city"}, want: "c.csv:4: "},
		{name: "a source that says it twice around a better one", rows: []Observation{scb, city, again}, ranked: []string{"city", "scb"}, want: "d.csv:5: "},
	} {
		tab, err := build(t, c.rows, c.ranked...)
		if c.want != "" {
			if !strings.Contains(errorText(err), c.want) {
				t.Errorf("%s: got error %v, want one of %s", c.name, err, c.want)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if got := tab.At(0); tab.Len() != 1 || got.Source != "scb" || got.Value.V != 900 || got.Note != c.note {
			t.Errorf("%s: got %+v, want 900 of scb %s", c.name, got, c.note)
		}
	}
}

// A file that names one area wrongly in every row needs one message, and room for the others.
func TestAnUnknownWordIsToldOnce(t *testing.T) {
	var obs []Observation
	for i := range 200 {
		o := Observation{Indicator: "employed", Area: AreaID{"1490Z", "2025"}, Period: Year(1800 + i), Value: Num(50), Status: Reported, Origin: Origin{"in.csv", int32(i + 2)}}
		if i == 150 {
			o.Indicator = "emplyed"
		}
		obs = append(obs, o)
	}
	_, err := build(t, obs)
	want := []string{
		`in.csv:2: column "area": unknown area "1490Z" of version "2025"; list it in the study's areas or leave its rows out`,
		`in.csv:152: column "indicator": unknown indicator "emplyed"; define it in the study`,
	}
	if diff := cmp.Diff(strings.Join(want, "\n"), errorText(err)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestRecordsOfOtherProgramsAreReadStrictly(t *testing.T) {
	columns := []string{"indicator", "area", "area_version", "period_start", "period_end", "status", "value", "origin_row"}
	for _, c := range []struct {
		name string
		row  []string
		want string // the error; empty means accepted
	}{
		{"plain text", []string{"employed", "1490A0010", "2025", "2024-01-01", "2024-12-31", "reported", "50.5", "7"}, ""},
		{"not a number", []string{"employed", "1490A0010", "2025", "2024-01-01", "2024-12-31", "reported", "5x", "7"},
			`row 1: column "value": cannot read "5x" as a number`},
		{"a row that is none", []string{"employed", "1490A0010", "2025", "2024-01-01", "2024-12-31", "reported", "50", "1e10"},
			`row 1: column "origin_row": 1e+10 is not the number of a row`},
		{"no such status", []string{"employed", "1490A0010", "2025", "2024-01-01", "2024-12-31", "known", "50", "7"},
			`row 1: column "status": unknown status "known": one of missing, reported, derived, nil, suppressed, rounded, not_applicable`},
	} {
		t.Run(c.name, func(t *testing.T) {
			var fields []arrow.Field
			var cols []arrow.Array
			for i, name := range columns {
				b := array.NewStringBuilder(memory.DefaultAllocator)
				b.Append(c.row[i])
				fields = append(fields, arrow.Field{Name: name, Type: arrow.BinaryTypes.String})
				cols = append(cols, b.NewArray())
			}
			reg, cat := fixture(t)
			tab, err := FromRecord(array.NewRecord(arrow.NewSchema(fields, nil), cols, 1), reg, cat)
			if got := errorText(err); got != c.want {
				t.Errorf("got error  %s\nwant error %s", got, c.want)
			}
			if err == nil && (tab.At(0).Value != Num(50.5) || tab.At(0).Origin.Row != 7) {
				t.Errorf("got %+v, want the value 50.5 of row 7", tab.At(0))
			}
		})
	}
}

func TestRecordWithoutTheColumnsOfATable(t *testing.T) {
	b := array.NewInt64Builder(memory.DefaultAllocator)
	b.Append(1)
	fields := []arrow.Field{{Name: "indicator", Type: arrow.PrimitiveTypes.Int64}}
	reg, cat := fixture(t)
	_, err := FromRecord(array.NewRecord(arrow.NewSchema(fields, nil), []arrow.Array{b.NewArray()}, 1), reg, cat)
	for _, want := range []string{`column "indicator": want text, found int64; `, `column "area": the column is not there; `, `column "status": `, `column "value": `, `column "period_start": `} {
		if !strings.Contains(errorText(err), want) {
			t.Errorf("no %s in\n%v", want, err)
		}
	}
}

func errorText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}
