package study

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest/snapshot"
)

// named is the small study with nothing but names of the catalogue: no definition, no file, no mapping.
func named(t *testing.T, list string) string {
	t.Helper()
	head, _, _ := strings.Cut(small["study.yaml"], "sources:\n")
	return head + "use: " + list + "\n"
}

func TestNamedIndicatorsAreFetchedOneTableAtATime(t *testing.T) {
	s, err := Decode("study.yaml", []byte(named(t, "[children_0_19, young_adults_20_34, low_economic_standard, kolada_merit_value, kolada_eligible_vocational, merit_value, good_health]")))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range s.Fetch {
		got = append(got, f.ID)
	}
	// The population comes along as the denominator of the low standard, and needs all ages by sex.
	want := []string{"scb-tab6574", "scb-tab6685", "scb-tab6574-2", "kolada", "skolverket", "pxweb-hlv1allmxreg"}
	if diff := cmp.Diff(want, got, cmp.Transformer("sorted", func(l []string) []string { return slices.Sorted(slices.Values(l)) })); diff != "" {
		t.Errorf("fetches (-want +got):\n%s", diff)
	}
	find := func(id string) Fetch {
		i := slices.IndexFunc(s.Fetch, func(f Fetch) bool { return f.ID == id })
		if i < 0 {
			t.Fatalf("no fetch %s", id)
		}
		return s.Fetch[i]
	}
	if f := find("kolada"); f.API != "kolada" || f.Table != "" || len(f.Select["kpi"]) != 2 || !slices.Contains(f.Select["kpi"], "N15428") || !slices.Equal(f.Select["municipality"], []string{"0114"}) {
		t.Errorf("Kolada is asked for %+v", f)
	}
	if f := find("skolverket"); !slices.Equal(f.Select["municipality"], []string{"0114"}) || !slices.Equal(f.Select["form"], []string{"gr"}) {
		t.Errorf("Skolverket is asked for %+v", f)
	}
	if f := find("pxweb-hlv1allmxreg"); !slices.Equal(f.Select["Region"], []string{"01"}) || !slices.Equal(f.Select["År"], []string{"*"}) { // the county of 0114
		t.Errorf("the survey is asked for %+v", f)
	}
	if f := find("scb-tab6685"); !slices.Equal(f.Select["Region"], []string{"0114*_DeSO2025", "0114*_RegSO2025", "0114"}) {
		t.Errorf("the low standard is asked for %v", f.Select["Region"])
	}
	again, err := Decode("study.yaml", []byte(named(t, "[children_0_19, young_adults_20_34, low_economic_standard, kolada_merit_value, kolada_eligible_vocational, merit_value, good_health]")))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(s, again); diff != "" {
		t.Errorf("the second reading differs:\n%s", diff)
	}
}

// TestNamedIndicatorIsRead reads a share of which the study says nothing but the name. The answer is composed as the table is described: ages that add up
// to those under 20, and all.
func TestNamedIndicatorIsRead(t *testing.T) {
	const body = `{"version":"2.0","class":"dataset","id":["Region","Alder","Kon","ContentsCode","Tid"],"size":[3,5,1,1,1],
"role":{"geo":["Region"],"time":["Tid"],"metric":["ContentsCode"]},"dimension":{
"Region":{"category":{"index":["0114","0114A0010_DeSO2025","0114A0099_DeSO2025"]}},
"Alder":{"category":{"index":["-4","5-9","10-14","15-19","totalt"]}},
"Kon":{"category":{"index":["1+2"]}},"ContentsCode":{"category":{"index":["000007Y7"]}},"Tid":{"category":{"index":["2025"]}}},
"value":[10,20,30,40,500, 1,2,3,4,40, 9,9,9,9,99]}`
	l := loadNamed(t, "[children_0_19]", body)
	for _, c := range []struct {
		area              string
		value, part, from float64
	}{{"0114", 20, 100, 500}, {"0114A0010", 25, 10, 40}} { // (10+20+30+40)/500 and (1+2+3+4)/40
		o := find(t, l, c.area, "2025", "")
		if o.Value != indicators.Num(c.value) || o.Numerator != indicators.Num(c.part) || o.Denominator != indicators.Num(c.from) || o.Status != indicators.Derived {
			t.Errorf("%s: %+v, want %v = %v of %v", c.area, o, c.value, c.part, c.from)
		}
	}
	if l.Table.Len() != 2 {
		t.Errorf("%d observations, want 2: one area is not of the study", l.Table.Len())
	}
}

func TestFilesOfTheCityAreMappedByTheCatalogue(t *testing.T) {
	s, err := Decode("study.yaml", []byte(named(t, "[school_attendance]")+"data: [{file: attendance.csv, use: school_attendance}]\n"))
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Fetch) != 0 || len(s.Data) != 1 {
		t.Fatalf("%d fetches and %d entries of data, want none and one", len(s.Fetch), len(s.Data))
	}
	if in := s.Data[0]; in.Constant["indicator"] != "school_attendance" || in.Columns["area"] != "area" || in.Columns["numerator"] != "numerator" || in.Groups["sex"] != "sex" || in.Source != "city_records" {
		t.Errorf("the entry is %+v", in)
	}
	for list, want := range map[string]string{
		"{file: a.csv, use: school_attendence}":                              `the built-in catalogue has no indicator "school_attendence"; did you mean "school_attendance"?`,
		"{file: a.csv, use: low_economic_standard}":                          `the catalogue does not say how a file of "low_economic_standard" looks`,
		"{file: a.csv, use: school_attendance, brings: [school_attendence]}": `unknown indicator "school_attendence"`,
	} {
		if _, err := Decode("study.yaml", []byte(named(t, "[school_attendance]")+"data: ["+list+"]\n")); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", list, err, want)
		}
	}
}

func TestWhatTheStudyBringsIsNotFetched(t *testing.T) {
	for _, entry := range []string{
		"{file: a.csv, columns: {area: a, period: p, value: v}, constant: {indicator: low_economic_standard}}",
		"{file: a.csv, columns: {area: a}, values: [{column: x, indicator: low_economic_standard, period: 2024}]}",
		"{file: a.csv, columns: {area: a}, wide: [{columns: 'x {period}', indicator: low_economic_standard}]}",
		"{file: a.csv, columns: {area: a, period: p, value: v, indicator: i}, brings: [low_economic_standard]}",
		"{file: a.csv, columns: {area: a, period: p, value: v, indicator: i}, recode: {i: {x: low_economic_standard}}}",
	} {
		s, err := Decode("study.yaml", []byte(named(t, "[low_economic_standard]")+"data: ["+entry+"]\n"))
		if err != nil {
			t.Errorf("%s: %v", entry, err)
			continue
		}
		if slices.ContainsFunc(s.Fetch, func(f Fetch) bool { return f.Table == "TAB6685" }) {
			t.Errorf("%s: is fetched nevertheless", entry)
		}
	}
}

// TestNamedIndicatorIsReadByItsLabels reads a share of a survey, of which labels are documented but not codes: kept values, groups, periods and limits
// are told apart by them. The codes here are made up.
func TestNamedIndicatorIsReadByItsLabels(t *testing.T) {
	const body = `{"version":"2.0","class":"dataset","id":["Region","Hälsotillstånd","Andel och konfidensintervall","Kön","År"],"size":[1,1,4,3,1],
"role":{"geo":["Region"],"time":["År"]},"dimension":{
"Region":{"category":{"index":["0114"],"label":{"0114":"Liten stad"}}},
"Hälsotillstånd":{"category":{"index":["01"],"label":{"01":"Bra eller mycket bra hälsa"}}},
"Andel och konfidensintervall":{"category":{"index":["7","8","9","10"],"label":{"7":"Andel","8":"Konfidensintervall nedre gräns","9":"Konfidensintervall övre gräns","10":"Antal svar"}}},
"Kön":{"category":{"index":["x","y","z"],"label":{"x":"Totalt","y":"Kvinnor","z":"Män"}}},
"År":{"category":{"index":["12"],"label":{"12":"2021-2024"}}}},
"value":[70,68,72, 66,63,69, 75,73,76, 900,500,400]}`
	l := loadNamed(t, "[good_health]", body)
	for _, c := range []struct {
		group               string
		value, lower, upper float64
	}{{"", 70, 66, 75}, {"sex=women", 68, 63, 73}, {"sex=men", 72, 69, 76}} {
		o := find(t, l, "0114", "2021-2024", c.group)
		if o.Value != indicators.Num(c.value) || o.Lower != indicators.Num(c.lower) || o.Upper != indicators.Num(c.upper) {
			t.Errorf("%q: %+v, want %v (%v to %v)", c.group, o, c.value, c.lower, c.upper)
		}
	}
	if l.Table.Len() != 3 {
		t.Errorf("%d observations, want 3", l.Table.Len())
	}
}

// A choice from labels is made when the rows are read, because all are fetched.
func TestNamedIndicatorIsChosenByItsLabel(t *testing.T) {
	s, err := Decode("study.yaml", []byte(named(t, "[child_low_economic_standard]")))
	if err != nil {
		t.Fatal(err)
	}
	if f := s.Fetch[0]; !slices.Equal(f.Select["Alder"], []string{"*"}) {
		t.Errorf("ages asked for are %v, want all", f.Select["Alder"])
	}
	if in := s.Data[0]; !slices.Equal(in.Keep["Alder_label"], []string{"0-19 år"}) || in.Keep["Alder"] != nil {
		t.Errorf("kept is %v", in.Keep)
	}
	const body = `{"version":"2.0","class":"dataset","id":["Region","Alder","ContentsCode","Tid"],"size":[2,2,1,1],
"role":{"geo":["Region"],"time":["Tid"],"metric":["ContentsCode"]},"dimension":{
"Region":{"category":{"index":["0114","0114A0010"]}},
"Alder":{"category":{"index":["tot","a"],"label":{"tot":"totalt ålder","a":"0-19 år"}}},
"ContentsCode":{"category":{"index":["000008AC"]}},"Tid":{"category":{"index":["2024"]}}},"value":[14,18,20,31]}`
	l := loadNamed(t, "[child_low_economic_standard]", body)
	if o := find(t, l, "0114A0010", "2024", ""); o.Value != indicators.Num(31) || l.Table.Len() != 2 {
		t.Errorf("%d observations, of the area %+v, want 31", l.Table.Len(), o)
	}
}

// loadNamed reads the small study with nothing but names of the catalogue and one answer in the place of its files.
func loadNamed(t *testing.T, list, body string) *Loaded {
	t.Helper()
	s, err := Decode("study.yaml", []byte(named(t, list)))
	if err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{}
	for name, text := range small {
		if !strings.HasSuffix(name, "ployed.csv") {
			files[name] = &fstest.MapFile{Data: []byte(text)}
		}
	}
	files["study.yaml"] = &fstest.MapFile{Data: []byte(named(t, list))}
	sum := sha256.Sum256([]byte(body))
	id := s.Fetch[0].ID
	text, err := snapshot.Snapshot{Version: 1, ID: id, Format: "json-stat", Parts: []snapshot.Part{{File: "1.json", SHA256: hex.EncodeToString(sum[:]), Bytes: int64(len(body))}}}.Encode()
	if err != nil {
		t.Fatal(err)
	}
	files["snapshots/"+id+"/snapshot.json"] = &fstest.MapFile{Data: text}
	files["snapshots/"+id+"/1.json"] = &fstest.MapFile{Data: []byte(body)}
	l, err := Load(files, "study.yaml", LoadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// Tables that end before the delimitation of 2025 have codes without one, and their areas are of the one before.
func TestNamedIndicatorOfAnEarlierDelimitation(t *testing.T) {
	s, err := Decode("study.yaml", []byte(named(t, "[turnout_municipal, registered_unemployed]")))
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []struct {
		areas   []string
		version string
	}{{[]string{"0114R???"}, "2020"}, {[]string{"0114*_RegSO2025"}, ""}} {
		if f, in := s.Fetch[i], s.Data[i]; !slices.Equal(f.Select["Region"], want.areas) || in.AreaVersion != want.version {
			t.Errorf("%s: areas %v of version %q, want %v of %q", f.ID, f.Select["Region"], in.AreaVersion, want.areas, want.version)
		}
	}
}
