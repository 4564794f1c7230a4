package indicators

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// log is a made-up log: 0010 is split into 0011 and 0012, 0020 and 0030 become 0035, 0040 gives a part to 0050, 0060 gives a part to the new
// 0065, 0070 ends in the existing 0080 and the new 0075, 0090 is called 0095, and 0100 loses ground nobody is said to take.
func log() Succession {
	return Succession{Level: DeSO, From: "2018", To: "2025", Changes: []Change{
		{"9900C0010", "9900C0011", Ends, true}, {"9900C0010", "9900C0012", Ends, true},
		{"9900C0020", "9900C0035", Ends, true}, {"9900C0030", "9900C0035", Ends, true},
		{"9900C0040", "9900C0040", Shrinks, false}, {"9900C0040", "9900C0050", Gives, false},
		{"9900C0060", "9900C0060", Shrinks, false}, {"9900C0060", "9900C0065", Gives, true},
		{"9900C0070", "9900C0080", Ends, false}, {"9900C0070", "9900C0075", Ends, true},
		{"9900C0090", "9900C0095", Recoded, false},
		{"9900C0100", "9900C0100", Shrinks, false},
	}}
}

func TestFates(t *testing.T) {
	before, after := log().Fates()
	if diff := cmp.Diff(map[string]Fate{
		"9900C0010": Split, "9900C0020": Merged, "9900C0030": Merged, "9900C0040": Exchanged, "9900C0050": Exchanged, "9900C0060": Exchanged,
		"9900C0070": Ended, "9900C0080": Exchanged, "9900C0090": Renamed, "9900C0100": Exchanged,
	}, before); diff != "" {
		t.Errorf("before (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(map[string]Fate{
		"9900C0011": Split, "9900C0012": Split, "9900C0035": Merged, "9900C0040": Exchanged, "9900C0050": Exchanged, "9900C0060": Exchanged,
		"9900C0065": Formed, "9900C0075": Formed, "9900C0080": Exchanged, "9900C0095": Renamed, "9900C0100": Exchanged,
	}, after); diff != "" {
		t.Errorf("after (-want +got):\n%s", diff)
	}
}

// changing is the town of the log in both versions, with a district for each case.
func changing(t testing.TB) *Register {
	t.Helper()
	areas := []Area{{Code: "9900", Version: "2018", Name: "Staden", Level: City}, {Code: "9900", Version: "2025", Name: "Staden", Level: City}}
	for _, code := range []string{"0010", "0020", "0030", "0040", "0050", "0060", "0070", "0080", "0090", "0100", "0110", "0120"} {
		areas = append(areas, Area{Code: "9900C" + code, Version: "2018", Level: DeSO, Parent: "9900"})
	}
	var members []Membership
	for _, d := range []struct {
		code  string
		parts []string
	}{
		{"split", []string{"0011", "0012"}}, {"half", []string{"0011", "0110"}}, {"merged", []string{"0035"}},
		{"pair", []string{"0040", "0050"}}, {"one", []string{"0040"}}, {"lost", []string{"0100"}}, {"still", []string{"0120"}},
	} {
		areas = append(areas, Area{Code: d.code, Version: "2025", Level: District, Parent: "9900"})
		for _, part := range d.parts {
			weight := 1.0
			if part == "0120" {
				weight = 0.25
			}
			members = append(members, Membership{Area: AreaID{"9900C" + part, "2025"}, In: AreaID{d.code, "2025"}, Weight: weight, Basis: "official"})
		}
	}
	for _, code := range []string{"0011", "0012", "0035", "0040", "0050", "0060", "0065", "0075", "0080", "0095", "0100", "0110", "0120"} {
		areas = append(areas, Area{Code: "9900C" + code, Version: "2025", Level: DeSO, Parent: "9900"})
	}
	reg, err := NewRegister(areas, members, log())
	if err != nil {
		t.Fatal(err)
	}
	return reg
}

// A district has the areas before where together they are its ground, and none of them otherwise.
func TestGroundBefore(t *testing.T) {
	reg := changing(t)
	for district, want := range map[string][]string{
		"split": {"9900C0010"}, "half": nil, "merged": {"9900C0020", "9900C0030"}, "pair": {"9900C0040", "9900C0050"}, "one": nil, "lost": nil,
		"still": {"9900C0120"},
	} {
		var got []string
		for _, m := range reg.WithinAt(AreaID{district, "2025"}, DeSO, Year(2020)) {
			if m.Area.Version == "2018" {
				got = append(got, m.Area.Code)
				if wantWeight := map[bool]float64{true: 0.25, false: 1}[district == "still"]; m.Weight != wantWeight || m.Basis != "official" {
					t.Errorf("%s: %s with weight %v on %q", district, m.Area.Code, m.Weight, m.Basis)
				}
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", district, diff)
		}
	}
	if n := len(reg.Finest(AreaID{"9900", "2025"}, "2018", Year(2020))); n != 12 {
		t.Errorf("the city has %d areas of 2018, want 12", n)
	}
}

func TestTwins(t *testing.T) {
	reg := changing(t)
	for code, want := range map[string]int{"9900": 1, "9900C0110": 1, "9900C0120": 1, "9900C0040": 0, "9900C0100": 0} {
		if got := reg.Twins(AreaID{code, "2025"}); len(got) != want {
			t.Errorf("%s has twins %v, want %d", code, got, want)
		}
	}
	if got := reg.Twins(AreaID{"9900", "2018"}); len(got) != 1 || got[0] != (AreaID{"9900", "2025"}) {
		t.Errorf("the city of 2018 has twins %v", got)
	}
}

// Without a log nothing is known to be the same.
func TestNoLogNoTwins(t *testing.T) {
	reg, err := NewRegister([]Area{{Code: "9900C0010", Version: "2018", Level: DeSO}, {Code: "9900C0010", Version: "2025", Level: DeSO}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	a, b := AreaID{"9900C0010", "2018"}, AreaID{"9900C0010", "2025"}
	if len(reg.Twins(a)) > 0 || reg.SameGround([]Membership{{Area: a, Weight: 1}}, []Membership{{Area: b, Weight: 1}}) {
		t.Error("one code in two versions is taken for one area")
	}
}

func TestMembershipsInTime(t *testing.T) {
	area, north, south := id("a"), id("n"), id("s")
	areas := []Area{{Code: "a", Version: "2025", Level: DeSO}, {Code: "n", Version: "2025", Level: District}, {Code: "s", Version: "2025", Level: District}}
	until := Period{FirstDay, Year(2021).End}
	from := Period{Year(2022).Start, LastDay}
	reg, err := NewRegister(areas, []Membership{
		{Area: area, In: north, Weight: 1, Basis: "official", Valid: until}, {Area: area, In: south, Weight: 1, Basis: "official", Valid: from}})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]Period{until, from}, reg.Spells()); diff != "" {
		t.Errorf("spells (-want +got):\n%s", diff)
	}
	for _, c := range []struct {
		at           Period
		north, south int
	}{{Year(2021), 1, 0}, {Year(2022), 0, 1}, {SchoolYear(2021), 0, 0}, {Period{LastDay, LastDay}, 0, 1}} {
		if n, s := len(reg.WithinAt(north, DeSO, c.at)), len(reg.WithinAt(south, DeSO, c.at)); n != c.north || s != c.south {
			t.Errorf("%v: %d in the north and %d in the south, want %d and %d", c.at, n, s, c.north, c.south)
		}
	}
	if len(reg.Within(north, DeSO)) != 0 {
		t.Error("a statement that has ended holds today")
	}
	_, err = NewRegister(areas, []Membership{
		{Area: area, In: north, Weight: 1, Basis: "official"}, {Area: area, In: north, Weight: 1, Basis: "official", Valid: from}})
	if err == nil || err.Error() != "membership of a in n comes twice; remove one" {
		t.Errorf("got %v", err)
	}
}

// A district does not have some of the areas before through a RegSO whose ground stood, when that of another of its RegSO did not.
func TestGroundBeforeIsWhole(t *testing.T) {
	areas := []Area{{Code: "9900", Version: "2025", Level: City}, {Code: "d", Version: "2025", Level: District, Parent: "9900"}}
	var members []Membership
	for i, code := range []string{"0110", "0040"} {
		regso := "9900R00" + string(rune('1'+i))
		areas = append(areas, Area{Code: regso, Version: "2025", Level: RegSO, Parent: "9900"}, Area{Code: "9900C" + code, Version: "2025", Level: DeSO, Parent: regso},
			Area{Code: "9900C" + code, Version: "2018", Level: DeSO})
		members = append(members, Membership{Area: AreaID{regso, "2025"}, In: AreaID{"d", "2025"}, Weight: 1, Basis: "official"})
	}
	reg, err := NewRegister(areas, members, log())
	if err != nil {
		t.Fatal(err)
	}
	for place, want := range map[string]int{"9900R001": 2, "9900R002": 1, "d": 2, "9900": 2} {
		if got := reg.WithinAt(AreaID{place, "2025"}, DeSO, Year(2020)); len(got) != want {
			t.Errorf("%s has %v, want %d", place, got, want)
		}
	}
}
