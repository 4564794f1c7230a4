package study

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/indicators"
)

const damaged = `kod;2023;2024
114A0010;71,5;72
 0114a0020;;64,25
`

func TestRepairOfCodes(t *testing.T) {
	l, err := Load(study(t, "employed.csv", small["employed.csv"], damaged, "study.yaml", `    decimal: ","`, "    repair: codes\n    decimal: \",\""), "study.yaml", LoadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, w := range texts(l.Warnings) {
		if strings.Contains(w, "repaired") {
			got = append(got, w)
		}
	}
	want := []string{
		`employed.csv:2: column "area": area codes of 2 observations repaired (leading zero lost): "114A0010" is read as 0114A0010; check them, and mend the file`,
		`employed.csv:3: column "area": area codes of 2 observations repaired (lower case): "0114a0020" is read as 0114A0020; check them, and mend the file`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("warnings (-want +got):\n%s", diff)
	}
	o, ok := l.Table.Find("employed", indicators.AreaID{Code: "0114A0010", Version: "2025"}, indicators.Everyone, indicators.Year(2024))
	if !ok || o.Value.V != 72 || o.Note != "area code repaired" {
		t.Errorf("%+v", o)
	}
}

func TestDamagedCodesAreToldOncePerDamage(t *testing.T) {
	many := damaged + "114A0020;1;2\n0115A0010;1;2\n0116A0010;1;2\n0115A0010;1;2\n"
	_, err := Load(study(t, "employed.csv", small["employed.csv"], many), "study.yaml", LoadOptions{})
	want := `employed.csv:2: column "area": 2 rows have codes that are no area of version 2025: "114A0010" (0114A0010?); "114A0020" (0114A0020?); Excel removes leading zeros: format the column as text
employed.csv:3: column "area": "0114a0020" is no area of version 2025; did you mean 0114A0020? codes have capital letters
employed.csv:5: column "area": 3 rows have codes that are no area of version 2025: "0115A0010"; "0116A0010"; list them in the study's areas or leave their rows out, with other_areas: skip where they are meant to be others`
	if err == nil || err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
	// Leaving other areas out does not leave damaged ones out.
	_, err = Load(study(t, "employed.csv", small["employed.csv"], many, "study.yaml", `    decimal: ","`, "    other_areas: skip\n    decimal: \",\""), "study.yaml", LoadOptions{})
	if want := want[:strings.LastIndexByte(want, '\n')]; err == nil || err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
}

func TestNamesOfSeveralAreas(t *testing.T) {
	text := "kod;2023;2024\nNorr;71,5;72\nSöder;60;64,25\n"
	areas := strings.Replace(small["areas.csv"], "0114A0010,,", "0114A0010,Norr,", 1)
	byName := "    area_by: name\n    decimal: \",\""
	_, err := Load(study(t, "employed.csv", small["employed.csv"], text, "areas.csv", small["areas.csv"], areas, "study.yaml", `    decimal: ","`, byName), "study.yaml", LoadOptions{})
	want := `employed.csv:2: column "area": "Norr" is no area of version 2025; did you mean district D1 or deso 0114A0010? say which level the names are of, after area_level:`
	if err == nil || err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
	l, err := Load(study(t, "employed.csv", small["employed.csv"], text, "areas.csv", small["areas.csv"], areas, "study.yaml", `    decimal: ","`,
		"    area_level: district\n"+byName), "study.yaml", LoadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if o, ok := l.Table.Find("employed", indicators.AreaID{Code: "D2", Version: "2025"}, indicators.Everyone, indicators.Year(2024)); !ok || o.Value.V != 64.25 {
		t.Errorf("%+v", o)
	}
}

const key = `kommun;namn;deso;regso;regsonamn
9900;Staden;9900A0010;9900R001;Norr
9900;Staden;9900C0020;9900R002;Söder
9900;Staden;9900C0030;9900R002;Söder
9901;Orten;9901A0010;9901R001;Norr
`

func TestKeyOfAreas(t *testing.T) {
	entry := `areas: [{file: areas.csv}, {file: key.csv, columns: {deso: deso, regso: regso, regso_name: regsonamn, city: kommun, city_name: namn}, version: "2018", regso_version: "2020"}]`
	files := func(changes ...string) map[string]string {
		out := map[string]string{"key.csv": key}
		for name, text := range small {
			out[name] = text
		}
		out["study.yaml"] = strings.Replace(out["study.yaml"], "areas: [{file: areas.csv}]", entry, 1)
		for i := 0; i+2 < len(changes); i += 3 {
			out[changes[i]] = strings.Replace(out[changes[i]], changes[i+1], changes[i+2], 1)
		}
		return out
	}
	l, err := Load(changed(t, files()), "study.yaml", LoadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, level := range []indicators.Level{indicators.City, indicators.RegSO, indicators.DeSO} {
		for _, version := range []string{"2018", "2020"} {
			for _, a := range l.Register.AtLevel(level, version) {
				got = append(got, a.Level.String()+" "+a.Code+" "+a.Name)
			}
		}
	}
	want := []string{"city 9900 Staden", "city 9901 Orten", "regso 9900R001 Staden (Norr)", "regso 9900R002 Staden (Söder)", "regso 9901R001 Orten (Norr)",
		"deso 9900A0010 9900A0010", "deso 9900C0020 9900C0020", "deso 9900C0030 9900C0030", "deso 9901A0010 9901A0010"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("areas (-want +got):\n%s", diff)
	}
	if n := len(l.Register.Within(indicators.AreaID{Code: "9900", Version: "2018"}, indicators.DeSO)); n != 3 {
		t.Errorf("the city has %d DeSO, want 3", n)
	}
	for _, c := range []struct {
		name    string
		changes []string
		want    string
	}{
		{"an area in two places", []string{"key.csv", "9900C0030;9900R002", "9900C0020;9900R001"}, `key.csv:4: regso 9900R001 is "Staden (Söder)" in "" here, but "Staden (Norr)" in "" on line 2; correct the one that is wrong`},
		{"no such municipality", []string{"study.yaml", `version: "2018",`, `version: "2018", city: "1490",`}, `key.csv: column "kommun": no row is of municipality "1490"; correct city: of the areas file in the study, or leave it out`},
		{"no version", []string{"study.yaml", `version: "2018", `, ""}, `study.yaml:7: version is not given; write the version of the areas in the key, such as 2018`},
		{"no such column", []string{"study.yaml", `deso: deso,`, `deso: DeSO,`}, `key.csv:1: key.csv has no column "DeSO"; did you mean "deso"?`},
	} {
		_, err := Load(changed(t, files(c.changes...)), "study.yaml", LoadOptions{})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got\n%v\nwant\n%s", c.name, err, c.want)
		}
	}
}
