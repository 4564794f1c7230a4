package indicators

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func id(code string) AreaID { return AreaID{code, "2025"} }

// town is a city of three RegSO, of which two lie in a district; one of those only by half.
func town(t testing.TB) *Register {
	t.Helper()
	reg, err := NewRegister([]Area{
		{Code: "1490R2", Version: "2025", Name: "Två", Level: RegSO, Parent: "1490"},
		{Code: "1490", Version: "2025", Name: "Borås", Level: City},
		{Code: "norr", Version: "2025", Name: "Norr", Level: District, Parent: "1490"},
		{Code: "1490R1", Version: "2025", Name: "Ett", Level: RegSO, Parent: "1490"},
		{Code: "1490R3", Version: "2025", Name: "Tre", Level: RegSO, Parent: "1490"},
		{Code: "1490A0020", Version: "2025", Level: DeSO, Parent: "1490R1"},
		{Code: "1490A0010", Version: "2025", Level: DeSO, Parent: "1490R1"},
		{Code: "1490A0030", Version: "2025", Level: DeSO, Parent: "1490R2"},
		{Code: "1490A0040", Version: "2025", Level: DeSO, Parent: "1490R3"},
		{Code: "1490A0010", Version: "2018", Level: DeSO},
	}, []Membership{
		{Area: id("1490R1"), In: id("norr"), Weight: 1, Basis: "official"},
		{Area: id("1490R2"), In: id("norr"), Weight: 0.5, Basis: "assumption"},
	})
	if err != nil {
		t.Fatal(err)
	}
	return reg
}

func TestAreasNest(t *testing.T) {
	reg := town(t)
	cases := []struct {
		name  string
		in    AreaID
		level Level
		want  []Membership
	}{
		{"DeSO of the city through RegSO", id("1490"), DeSO, []Membership{
			{Area: id("1490A0010"), In: id("1490"), Weight: 1, Basis: "parent"}, {Area: id("1490A0020"), In: id("1490"), Weight: 1, Basis: "parent"},
			{Area: id("1490A0030"), In: id("1490"), Weight: 1, Basis: "parent"}, {Area: id("1490A0040"), In: id("1490"), Weight: 1, Basis: "parent"}}},
		{"DeSO of a district carry the basis and the share of their RegSO", id("norr"), DeSO, []Membership{
			{Area: id("1490A0010"), In: id("norr"), Weight: 1, Basis: "official"}, {Area: id("1490A0020"), In: id("norr"), Weight: 1, Basis: "official"},
			{Area: id("1490A0030"), In: id("norr"), Weight: 0.5, Basis: "assumption"}}},
		{"RegSO of a district", id("norr"), RegSO, []Membership{{Area: id("1490R1"), In: id("norr"), Weight: 1, Basis: "official"}, {Area: id("1490R2"), In: id("norr"), Weight: 0.5, Basis: "assumption"}}},
		{"nothing lies in the finest area", id("1490A0010"), DeSO, []Membership{}},
		{"nothing lies in an area of another version", AreaID{"1490", "2018"}, DeSO, []Membership{}},
	}
	for _, c := range cases {
		if diff := cmp.Diff(c.want, reg.Within(c.in, c.level)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestRegisterKeepsVersionsApart(t *testing.T) {
	reg := town(t)
	var codes []string
	for _, a := range reg.AtLevel(DeSO, "2025") {
		codes = append(codes, a.Code)
	}
	if diff := cmp.Diff([]string{"1490A0010", "1490A0020", "1490A0030", "1490A0040"}, codes); diff != "" {
		t.Errorf("codes (-want +got):\n%s", diff)
	}
	if _, ok := reg.Find(AreaID{"1490", "2018"}); ok {
		t.Error("found the city of 2025 in 2018")
	}
	if a, ok := reg.Find(id("norr")); !ok || a.Name != "Norr" {
		t.Errorf("found %+v, want Norr", a)
	}
}

func TestZeroRegisterIsEmpty(t *testing.T) {
	var none *Register
	if _, ok := none.Find(id("1490")); ok {
		t.Error("a nil register has an area")
	}
	var zero Register
	if _, ok := zero.Find(id("1490")); ok || len(zero.Areas()) != 0 || len(zero.Within(id("1490"), DeSO)) != 0 {
		t.Error("the zero register has an area")
	}
}

func TestRegisterTellsAllProblemsWithTheirArea(t *testing.T) {
	_, err := NewRegister([]Area{
		{Code: "1490", Version: "2025", Name: "Borås", Level: City},
		{Code: "0114", Version: "2025", Name: "Upplands Väsby", Level: City},
		{Code: "a", Version: "2025", Name: "Norr", Level: District, Parent: "1490"},
		{Code: "b", Version: "2025", Name: "Norr", Level: District, Parent: "114"},
		{Code: "a", Version: "2025", Name: "Söder", Level: District},
		{Code: "", Version: "2025", Name: "Nameless", Level: District},
		{Code: "c", Version: "2025", Name: "No level"},
	}, []Membership{
		{Area: id("a"), In: id("1490"), Weight: 1, Basis: "official"},
		{Area: id("b"), In: id("1490"), Weight: 1.5, Basis: "official"},
		{Area: id("1490"), In: id("b"), Weight: 1, Basis: "official"},
		{Area: id("x"), In: id("1490"), Weight: 1, Basis: "official"},
	})
	var got []string
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		t.Fatalf("got %v, want joined errors", err)
	}
	for _, e := range joined.Unwrap() {
		var r *RegisterError
		if !errors.As(e, &r) {
			t.Errorf("%v is no RegisterError", e)
			continue
		}
		got = append(got, r.Area.Code+" in "+r.In.Code+": "+r.Error())
	}
	want := []string{
		`c in : area "c" ("No level"): needs a code and a level`,
		` in : area "" ("Nameless"): needs a code and a level`,
		`a in : area a of version "2025" comes twice, as "Norr" and "Söder"; remove one`,
		`b in : areas a and b (district) have one name, "Norr"; give each its own, readers cannot tell them apart`,
		`b in 1490: membership of b in 1490: weight 1.5 is not above 0 and at most 1`,
		`1490 in b: city 1490 cannot lie in district b; the larger area must be of a coarser level`,
		`x in 1490: unknown area "x" of version "2025" lies in 1490; list it in the study's areas or leave its rows out`,
		`a in 1490: membership of a in 1490 comes twice; remove one`,
		`b in 114: area b lies in unknown area "114" of version "2025"; did a spreadsheet remove the leading zero of "0114"? read the column as text`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestAreasWithoutNamesMayBeMany(t *testing.T) {
	if _, err := NewRegister([]Area{{Code: "a", Level: DeSO}, {Code: "b", Level: DeSO}}, nil); err != nil {
		t.Error(err)
	}
}

func TestLevelsReadBack(t *testing.T) {
	for l := Nation; l <= School; l++ {
		if got, err := ParseLevel(l.String()); err != nil || got != l {
			t.Errorf("%v reads back as %v, %v", l, got, err)
		}
	}
	for _, bad := range []string{"", "Deso", "level(0)", Level(0).String(), Level(99).String()} {
		if l, err := ParseLevel(bad); err == nil {
			t.Errorf("%q is read as %v", bad, l)
		}
	}
}

func TestAreaWithoutNameIsCalledByItsCode(t *testing.T) {
	reg, err := NewRegister([]Area{{Code: "1490A0010", Version: "2025", Level: DeSO}, {Code: "1490A0020", Version: "2025", Level: DeSO}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if a, _ := reg.Find(AreaID{"1490A0010", "2025"}); a.Name != "1490A0010" {
		t.Errorf("name %q, want the code", a.Name)
	}
}

// TestPartsOfADividedAreaAddUp has a DeSO of which 70, 20 and 10 per cent lie in three districts of a city that it names no other way.
func TestPartsOfADividedAreaAddUp(t *testing.T) {
	areas := []Area{{Code: "city", Version: "2025", Level: City}, {Code: "d", Version: "2025", Level: DeSO}}
	var members []Membership
	for code, share := range map[string]float64{"a": 0.7, "b": 0.2, "c": 0.1} {
		areas = append(areas, Area{Code: code, Version: "2025", Level: District, Parent: "city"})
		members = append(members, Membership{Area: id("d"), In: id(code), Weight: share, Basis: "official"})
	}
	reg, err := NewRegister(areas, members)
	if err != nil {
		t.Fatal(err)
	}
	got := reg.Within(id("city"), DeSO)
	if len(got) != 1 || got[0].Weight < 0.999999 || got[0].Weight > 1 || got[0].Basis != "official" {
		t.Errorf("in the city: %+v, want the whole area", got)
	}
}
