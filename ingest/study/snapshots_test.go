package study

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest/snapshot"
)

// cubeOf is an answer of two areas and two sexes at one time.
func cubeOf(year string, values string) string {
	return fmt.Sprintf(`{"version":"2.0","class":"dataset","id":["Region","Kon","ContentsCode","Tid"],"size":[2,2,1,1],
"role":{"geo":["Region"],"time":["Tid"],"metric":["ContentsCode"]},
"dimension":{"Region":{"category":{"index":["0114A0010","0114A0020"]}},"Kon":{"category":{"index":["1","2"],"label":{"1":"män","2":"kvinnor"}}},
"ContentsCode":{"category":{"index":["00000X"],"label":{"00000X":"Folkmängd"}}},"Tid":{"category":{"index":[%q]}}},
"value":%s,"status":{"3":".."}}`, year, values)
}

// fetched is the small study with a snapshot of the given bodies.
func fetched(t *testing.T, mapping string, bodies ...string) fstest.MapFS {
	t.Helper()
	head, _, _ := strings.Cut(small["study.yaml"], "data:\n")
	head = strings.Replace(head, "retrieved: 2025-11-01, ", "", 1)
	files := study(t, "study.yaml", small["study.yaml"], head+"fetch:\n  - {id: people, api: scb, table: TAB1}\ndata:\n  - fetch: people\n"+mapping).(fstest.MapFS)
	s := snapshot.Snapshot{Version: 1, ID: "people", API: "scb", Table: "TAB1", Format: "json-stat", Licence: "CC0"}
	for i, body := range bodies {
		name := fmt.Sprintf("%d.json", i+1)
		sum := sha256.Sum256([]byte(body))
		s.Parts = append(s.Parts, snapshot.Part{File: name, Status: 200, Retrieved: time.Date(2026, 11, 20-i, 1, 0, 0, 0, time.UTC), SHA256: hex.EncodeToString(sum[:]), Bytes: int64(len(body))})
		files["snapshots/people/"+name] = &fstest.MapFile{Data: []byte(body)}
	}
	text, err := s.Encode()
	if err != nil {
		t.Fatal(err)
	}
	files["snapshots/people/snapshot.json"] = &fstest.MapFile{Data: text}
	return files
}

const bySex = `    source: scb
    constant: {indicator: population}
    groups: {sex: Kon}
    recode: {Kon: {"1": men, "2": women}}
`

func TestSnapshotIsReadPartByPart(t *testing.T) {
	l, err := Load(fetched(t, bySex, cubeOf("2024", "[1,2,3,null]"), cubeOf("2025", "[5,6,7,null]")), "study.yaml", LoadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := l.Table.Len(), 8; got != want {
		t.Fatalf("%d observations, want %d", got, want)
	}
	o := find(t, l, "0114A0020", "2025", "sex=women")
	if o.Status != indicators.Missing || o.Value.OK {
		t.Errorf("the cell of .. is %v %v, want missing", o.Value, o.Status)
	}
	if o.Origin.File != "snapshots/people/2.json" {
		t.Errorf("read from %s, want the second part", o.Origin.File)
	}
	src, _ := l.Catalogue.Source("scb")
	if src.Retrieved != "2026-11-19" || src.Table != "TAB1" || src.Licence != "CC0" {
		t.Errorf("source %+v, want the date of the oldest part, the table and the licence of the snapshot", src)
	}
	var names []string
	for _, in := range l.Inputs {
		names = append(names, in.Name)
	}
	if got, want := strings.Join(names, " "), "study.yaml areas.csv lookup.csv snapshots/people/snapshot.json snapshots/people/1.json snapshots/people/2.json"; got != want {
		t.Errorf("inputs %s, want %s", got, want)
	}
}

func find(t *testing.T, l *Loaded, area, period, group string) indicators.Observation {
	t.Helper()
	for i := range l.Table.Len() {
		if o := l.Table.At(i); o.Area.Code == area && o.Period.String() == period && string(o.Group) == group {
			return o
		}
	}
	t.Fatalf("no observation of %s %s %s", area, period, group)
	return indicators.Observation{}
}

func TestSnapshotsThatCannotBeRead(t *testing.T) {
	body := cubeOf("2025", "[1,2,3,null]")
	cases := []struct {
		name   string
		change func(fstest.MapFS)
		want   string
	}{
		{"none", func(fs fstest.MapFS) { delete(fs, "snapshots/people/snapshot.json") }, "study.yaml:33: snapshots/people/snapshot.json: there is no snapshot here; fetch it with jamlik fetch"},
		{"no part", func(fs fstest.MapFS) { delete(fs, "snapshots/people/1.json") }, "snapshots/people/1.json: no such file"},
		{"changed", func(fs fstest.MapFS) {
			fs["snapshots/people/1.json"] = &fstest.MapFile{Data: []byte(strings.Replace(body, "[1,2", "[9,2", 1))}
		}, "snapshots/people/1.json: the file is not what was fetched"},
		{"longer", func(fs fstest.MapFS) { fs["snapshots/people/1.json"] = &fstest.MapFile{Data: []byte(body + " ")} }, "snapshots/people/1.json: the file is not what was fetched"},
		{"not a description", func(fs fstest.MapFS) { fs["snapshots/people/snapshot.json"] = &fstest.MapFile{Data: []byte("[]")} }, "not a description of a snapshot"},
		{"outside", func(fs fstest.MapFS) {
			fs["snapshots/people/snapshot.json"] = &fstest.MapFile{Data: []byte(`{"version":1,"parts":[{"file":"../../x"}]}`)}
		}, `part 1 is called "../../x", expected the name of another file in the folder`},
		{"another version", func(fs fstest.MapFS) {
			fs["snapshots/people/snapshot.json"] = &fstest.MapFile{Data: []byte(`{"version":2}`)}
		}, "version 2 of a snapshot, expected 1"},
	}
	for _, c := range cases {
		files := fetched(t, bySex, body)
		c.change(files)
		if _, err := Load(files, "study.yaml", LoadOptions{}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
	}
}

func TestDimensionsThatTheStudyDoesNotMention(t *testing.T) {
	_, err := Load(fetched(t, "    source: scb\n    constant: {indicator: population}\n", cubeOf("2025", "[1,2,3,null]")), "study.yaml", LoadOptions{})
	want := `snapshots/people/1.json:2: column "Kon": rows are of "1" and of "2", and the study does not say what they are; name it after groups:, such as groups: {sex: Kon}, or choose one with keep: {Kon: ["1"]}`
	if err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
	l, err := Load(fetched(t, "    source: scb\n    constant: {indicator: population}\n    keep: {Kon: [\"1\"]}\n", cubeOf("2025", "[1,2,3,null]")), "study.yaml", LoadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if got := find(t, l, "0114A0020", "2025", "").Value; got != indicators.Num(3) {
		t.Errorf("men of the second area: %v, want 3", got)
	}
}

func TestFilesThatNameTheirDimensionsNeedNoColumns(t *testing.T) {
	files := fetched(t, bySex)
	files["people.json"] = &fstest.MapFile{Data: []byte(cubeOf("2025", "[1,2,3,null]"))}
	text := string(files["study.yaml"].Data)
	files["study.yaml"] = &fstest.MapFile{Data: []byte(strings.Replace(text, "- fetch: people", "- file: people.json", 1))}
	l, err := Load(files, "study.yaml", LoadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if got := find(t, l, "0114A0010", "2025", "sex=women").Value; got != indicators.Num(2) {
		t.Errorf("women of the first area: %v, want 2", got)
	}
	// Without roles for the place nothing says which area a row is about.
	files["people.json"] = &fstest.MapFile{Data: []byte(strings.Replace(strings.Replace(cubeOf("2025", "[1,2,3,null]"), `"geo":["Region"],`, "", 1), "Region", "Plats", -1))}
	_, err = Load(files, "study.yaml", LoadOptions{})
	want := "people.json: nothing says which area a row is about; name the column after columns: area:; its columns are Plats, Kon, Kon_label, ContentsCode, ContentsCode_label, Tid, value, status"
	if err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("%v, want %s", err, want)
	}
}

func TestWideColumnsByPattern(t *testing.T) {
	const text = "kod;namn;Folkmängd kvinnor 2024;Folkmängd män 2024;Folkmängd kvinnor 2025;Folkmängd män 2025\n0114A0010;Norr;1;2;3;4\n0114A0020;Söder;5;6;7;..\n"
	mapping := `    missing: scb
    columns: {area: kod}
    wide:
      - columns: "Folkmängd {sex} {period}"
        indicator: population
        recode: {kvinnor: women, män: men}
`
	l, err := loadData(t, "wide.csv", text, mapping)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := l.Table.Len(), 8; got != want {
		t.Errorf("%d observations, want %d", got, want)
	}
	if got := find(t, l, "0114A0010", "2025", "sex=women").Value; got != indicators.Num(3) {
		t.Errorf("women of the first area in 2025: %v, want 3", got)
	}
	if got := find(t, l, "0114A0020", "2025", "sex=men").Status; got != indicators.Missing {
		t.Errorf("men of the second area in 2025: %v, want missing", got)
	}
	for _, c := range []struct{ from, to, want string }{
		{"Folkmängd {sex}", "Antal {sex}", `study.yaml:35: no column of wide.csv is called like "Antal {sex} {period}"`},
		{"Folkmängd {sex} {period}", "Folkmängd", `study.yaml:35: columns is "Folkmängd", expected a pattern; write what varies in braces, such as "Folkmängd {period}"`},
		{" {period}", " {sex}", "{sex} comes twice"},
		{"indicator: population", "period: 2024", "nothing says which indicator the columns hold"},
		{"{sex} {period}", "{sex}", "nothing says which period the columns are about"},
		{"Folkmängd {sex} {period}\"\n        indicator: population", "{indicator} {period}\"", `is of indicator "Folkmängd kvinnor", which the study does not define`},
	} {
		if _, err := loadData(t, "wide.csv", text, strings.Replace(mapping, c.from, c.to, 1)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s for %s: %v, want %s", c.to, c.from, err, c.want)
		}
	}
}

func TestFiguresThatMustNotBeAddedAreNoCounts(t *testing.T) {
	text := `CHARSET="ANSI"; AXIS-VERSION="2000"; CODEPAGE="utf-8"; LANGUAGE="sv"; MATRIX="M"; SUBJECT-AREA="s"; SUBJECT-CODE="S"; TITLE="t"; CONTENTS="c"; UNITS="index"; DECIMALS=0;
AGGREGALLOWED=NO;
STUB="Region"; HEADING="Tid"; VALUES("Region")="0114A0010","0114A0020"; VALUES("Tid")="2024"; TIMEVAL("Tid")=TLIST(A1),"2024";
MAP("Region")="deso"; DATA=
1 2;
`
	mapping := "    columns: {area: Region}\n    constant: {indicator: population}\n"
	quiet := strings.Replace(small["study.yaml"], ", noise: true", "", 1)
	load := func(text, studyFile string) error {
		head, _, _ := strings.Cut(studyFile, "data:\n")
		files := study(t, "study.yaml", small["study.yaml"], head+"data:\n  - file: index.px\n"+mapping).(fstest.MapFS)
		files["index.px"] = &fstest.MapFile{Data: []byte(text)}
		_, err := Load(files, "study.yaml", LoadOptions{})
		return err
	}
	want := `the publisher of index.px says that its figures must not be added, but "population" is a count, and counts of areas are added; define it as a score, a median or a mean; or, if that is said because of random noise, write noise: true at its source`
	if err := load(text, quiet); err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("%v, want %s", err, want)
	}
	if err := load(strings.Replace(text, "AGGREGALLOWED=NO;", "", 1), quiet); err != nil {
		t.Error(err)
	}
	if err := load(text, small["study.yaml"]); err != nil {
		t.Errorf("a source with noise: %v", err)
	}
}
