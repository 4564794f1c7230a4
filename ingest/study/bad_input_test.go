package study

import (
	"bytes"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/apache/arrow/go/v17/parquet"
	"github.com/apache/arrow/go/v17/parquet/file"
	"github.com/apache/arrow/go/v17/parquet/schema"
)

func TestBadInputSaysWhereWhatAndWhatToDo(t *testing.T) {
	cases := []struct {
		name    string
		changes []string
		want    []string
	}{
		{"missing study file", []string{"study.yaml", small["study.yaml"], "removed"},
			[]string{"study.yaml: no such file; check the path"}},
		{"empty study file", []string{"study.yaml", small["study.yaml"], ""},
			[]string{"study.yaml: the file is empty"}},
		{"missing file", []string{"employed.csv", small["employed.csv"], "removed"},
			[]string{`study.yaml:38: file "employed.csv": no such file; check the path, which is relative to the study file, and its upper and lower case letters`}},
		{"noise of an impossible size", []string{"study.yaml", "noise: true}", "noise: true, noise_sd: -1.4, noise_from: when}"},
			[]string{`study.yaml:17: source "scb": noise_sd is -1.4, expected 0 to 100; write the standard deviation of the noise in one published count, such as 1.4, or leave it out`,
				`study.yaml:17: source "scb": noise_from: `}},
		{"size of a noise that is not there", []string{"study.yaml", "noise: true}", "noise_sd: 1.4}"},
			[]string{`study.yaml:17: source "scb": noise_sd is set, but the source has no noise; write noise: true, or remove noise_sd`}},
		{"several missing files", []string{"employed.csv", small["employed.csv"], "removed", "areas.csv", small["areas.csv"], "removed"},
			[]string{`study.yaml:7: file "areas.csv": no such file`, `study.yaml:38: file "employed.csv": no such file`}},
		{"empty file", []string{"population.csv", small["population.csv"], ""},
			[]string{`study.yaml:31: file "population.csv": the file is empty; fetch or write it again`}},
		{"header and no rows", []string{"employed.csv", small["employed.csv"], "kod;2023;2024\n"},
			[]string{"employed.csv: the file has no rows of data"}},
		{"wrong delimiter declared", []string{"study.yaml", "    missing: scb\n", "    missing: scb\n    delimiter: \",\"\n"},
			[]string{`population.csv:1: the delimiter is said to be ',', but ';' cuts the lines evenly, into 5 columns; set delimiter: ";", or leave it out`}},
		{"wrong delimiter in the file", []string{"employed.csv", small["employed.csv"], "kod!2023!2024\n0114A0010!71!72\n"},
			[]string{`study.yaml:40: employed.csv has no column "kod"; its columns are kod!2023!2024`, `study.yaml:42: employed.csv has no column "2023"`, `study.yaml:43:`}},
		{"wrong encoding declared", []string{"study.yaml", "    missing: scb\n", "    missing: scb\n    encoding: windows-1252\n"},
			[]string{"population.csv: the encoding is said to be windows-1252, but every letter of the file is UTF-8; set encoding: utf-8, or leave it out"}},
		{"damaged encoding", []string{"population.csv", "0114A0020;män", "0114A0020;m\xe4n"},
			[]string{"population.csv:7: byte 0xE4 is not UTF-8, though other letters of the file are"}},
		{"unknown column", []string{"study.yaml", "value: antal", "value: antl"},
			[]string{`study.yaml:33: population.csv has no column "antl"; did you mean "antal"? its columns are region, kod, kön, år, antal`}},
		{"text where a number belongs", []string{"employed.csv", "72\n", "72x\n", "population.csv", "1 200", "12 00"},
			[]string{`employed.csv:2: column "2024": cannot read "72x" as a number; correct it, or list it under markers if it says why there is no figure`,
				`population.csv:2: column "antal": cannot read "12 00" as a number`}},
		{"decimal point where the comma is said", []string{"employed.csv", "71,5", "71.5"},
			[]string{`employed.csv:2: column "2023": cannot read "71.5" as a number; the decimal sign here is ','; set decimal: "." if the file uses that`}},
		{"duplicate key", []string{"employed.csv", "0114A0020;;", "0114A0010;70;"},
			[]string{`employed.csv:3: employed for area 0114A0010, group "", period 2023 is already given by employed.csv:2; remove one, or rank the sources in the study`}},
		{"unknown area code", []string{"employed.csv", "0114A0020", "0114A0030"},
			[]string{`employed.csv:3: column "area": unknown area "0114A0030" of version "2025"; list it in the study's areas or leave its rows out`}},
		{"leading zero lost", []string{"employed.csv", "0114A0020", "114A0020"},
			[]string{`employed.csv:3: column "area": "114A0020" is no area of version 2025; did you mean 0114A0020? Excel removes leading zeros: format the column as text`}},
		{"area version of another study", []string{"study.yaml", "    decimal: \",\"\n", "    decimal: \",\"\n    area_version: 2018\n"},
			[]string{`2 rows have codes that are areas of version 2025, not of version 2018: "0114A0010"; "0114A0020"; say which version the file uses`}},
		{"negative count", []string{"population.csv", ";900", ";-900"},
			[]string{`population.csv:5: column "value": population: count is -900, but cannot be negative; correct the value or the indicator's unit`}},
		{"share above 100", []string{"employed.csv", "64,25", "164,25"},
			[]string{`employed.csv:3: column "value": employed: share is 164.25, but cannot be above 100`}},
		{"numerator above denominator", []string{
			"study.yaml", `{column: "2024", indicator: employed, period: 2024}`, `{column: "2024", indicator: employed, period: 2024, numerator: t, denominator: n}`,
			"employed.csv", small["employed.csv"], "kod;2023;2024;t;n\n0114A0010;71,5;72;100;72\n"},
			[]string{`employed.csv:2: column "numerator": numerator 100 is above denominator 72; exchange the columns or correct the counts`}},
		{"two areas with one name", []string{"areas.csv", "D2,Söder", "D2,Norr"},
			[]string{`areas.csv:4: areas D1 and D2 (district) have one name, "Norr"; give each its own, readers cannot tell them apart`}},
		{"an area twice", []string{"areas.csv", "D2,Söder", "D1,Söder"},
			[]string{`areas.csv:3: area D1 of version "2025" comes twice, as "Norr" and "Söder"; remove one`}},
		{"unknown level", []string{"areas.csv", "Norr,district", "Norr,kommundel"},
			[]string{`areas.csv:3: column "level": unknown level "kommundel": one of nation, county, city, district, regso, deso, school`}},
		{"unknown parent", []string{"areas.csv", "0114A0020,,deso,2025,0114", "0114A0020,,deso,2025,114"},
			[]string{`areas.csv:6: area 0114A0020 lies in unknown area "114" of version "2025"; did a spreadsheet remove the leading zero of "0114"?`}},
		{"unknown column of areas", []string{"areas.csv", "code,name", "kod,name"},
			[]string{`areas.csv:1: areas.csv has no column "code"; its columns are kod, name, level, version, parent`}},
		{"weight above one", []string{"lookup.csv", "0.75", "75"},
			[]string{`lookup.csv:3: membership of 0114A0020 in D2: weight 75 is not above 0 and at most 1`}},
		{"weight that is not given", []string{"lookup.csv", "0.75", ""},
			[]string{`lookup.csv:3: column "weight": cannot read "" as a number; write the share of the area's population, 1 for all of it`}},
		{"unknown area in the lookup", []string{"lookup.csv", "0114A0020,2025,D2", "0114A0020,2025,D3"},
			[]string{`lookup.csv:3: area 0114A0020 lies in unknown area "D3" of version "2025"`}},
		{"no basis", []string{"lookup.csv", "0.75,assumption", "0.75,"},
			[]string{`lookup.csv:3: column "basis": the basis is not given; say what the statement rests on`}},
		{"period ends before it starts", []string{"population.csv", "män;2025;-", "män;2025-01-31--2025-01-01;-"},
			[]string{`population.csv:7: column "år": period "2025-01-31--2025-01-01" ends before it starts`}},
		{"no period", []string{"population.csv", "män;2025;-", "män;;-"},
			[]string{`population.csv:7: column "år": cannot read "" as a period`}},
		{"no area", []string{"population.csv", "Liten stad;0114A0020;män", "Liten stad;;män"},
			[]string{`population.csv:7: column "kod": no area is named; fill it in, or leave the row out with keep`}},
		{"group with a separator", []string{"population.csv", "0114A0020;män", "0114A0020;a=b"},
			[]string{`population.csv:7: column "group": group "sex"="a=b" must not contain = or ;`}},
		{"keep leaves nothing", []string{"study.yaml", "keep: {region: [Liten stad]}", "keep: {region: [Småstad]}"},
			[]string{`study.yaml:37: keep leaves out all 7 rows of population.csv`}},
		{"unknown format", []string{"study.yaml", "  - file: employed.csv\n", "  - file: employed.csv\n    format: cvs\n"},
			[]string{`study.yaml:39: unknown format "cvs"; did you mean "csv"?`}},
		{"city that is no area", []string{"study.yaml", "city: 0114", "city: 114"},
			[]string{`study.yaml:4: city "114" of version "2025" is not among the areas`}},
		{"highlight that is no district", []string{"study.yaml", "highlight: [D1]", "highlight: [D4]"},
			[]string{`study.yaml:6: unknown district "D4"; did you mean "D1"?`}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := Load(study(t, c.changes...), "study.yaml", LoadOptions{})
			if err == nil {
				t.Fatal("accepted")
			}
			for _, want := range c.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("got\n%v\nwant\n%s", err, want)
				}
			}
		})
	}
}

func TestProblemsOfAllFilesComeTogether(t *testing.T) {
	_, err := Load(study(t, "employed.csv", "72\n", "x\n", "population.csv", ";900", ";many"), "study.yaml", LoadOptions{})
	if err == nil || !strings.Contains(err.Error(), "population.csv:5") || !strings.Contains(err.Error(), "employed.csv:2") {
		t.Errorf("got %v, want problems of population.csv:5 and employed.csv:2", err)
	}
}

func TestLoadRefusesWhatIsNoFile(t *testing.T) {
	files := study(t).(fstest.MapFS)
	files["employed.csv"] = &fstest.MapFile{Mode: fs.ModeNamedPipe}
	_, err := Load(files, "study.yaml", LoadOptions{})
	if err == nil || !strings.Contains(err.Error(), `file "employed.csv": found a device, pipe or socket, expected a file`) {
		t.Errorf("a pipe: %v", err)
	}
	files["employed.csv"] = &fstest.MapFile{Mode: fs.ModeDir}
	_, err = Load(files, "study.yaml", LoadOptions{})
	if err == nil || !strings.Contains(err.Error(), `file "employed.csv": found a directory, expected a file`) {
		t.Errorf("a directory: %v", err)
	}
}

func TestLoadReadsADirectoryOfTheSystem(t *testing.T) {
	dir := t.TempDir()
	for name, text := range small {
		if err := os.WriteFile(dir+"/"+name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	l, err := Load(os.DirFS(dir), "study.yaml", LoadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if l.Table.Len() != 10 {
		t.Errorf("%d observations, want 10", l.Table.Len())
	}
}

// withFile is the small study with its file employed.csv replaced by one of another name.
func withFile(t *testing.T, name string, data []byte, columns string) fs.FS {
	t.Helper()
	files := study(t, "study.yaml", small["study.yaml"][strings.Index(small["study.yaml"], "  - file: employed.csv"):strings.Index(small["study.yaml"], "parts:")],
		"  - file: "+name+"\n    columns: "+columns+"\n    constant: {indicator: employed, period: 2024}\n").(fstest.MapFS)
	files[name] = &fstest.MapFile{Data: data}
	return files
}

const cube = `{"version": "2.0", "class": "dataset", "id": ["Region", "Tid"], "size": [2, 1],
"dimension": {"Region": {"category": {"index": ["0114A0010", "0114A0020"]}}, "Tid": {"category": {"index": ["2024"]}}},
"role": {"geo": ["Region"], "time": ["Tid"]},
"value": [71.5, null]}`

func TestJSONStatBecomesObservations(t *testing.T) {
	l, err := Load(withFile(t, "employed.json", []byte(cube), "{area: Region, value: value}"), "study.yaml", LoadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if got := l.Table.At(0); got.Value.V != 71.5 || got.Area.Code != "0114A0010" {
		t.Errorf("got %+v, want 71.5 for 0114A0010", got)
	}
	if got := l.Table.At(1); got.Value.OK || got.Status.String() != "missing" {
		t.Errorf("got %+v, want a missing value", got)
	}
}

func TestJSONStatWhoseSizesDoNotMatch(t *testing.T) {
	data := strings.Replace(cube, `"size": [2, 1]`, `"size": [3, 1]`, 1)
	_, err := Load(withFile(t, "employed.json", []byte(data), "{area: Region, value: value}"), "study.yaml", LoadOptions{})
	if err == nil || !strings.HasPrefix(err.Error(), "employed.json") {
		t.Errorf("got %v, want an error about employed.json", err)
	}
}

func TestParquetWholeAndTruncated(t *testing.T) {
	var b bytes.Buffer
	root := schema.MustGroup(schema.NewGroupNode("schema", parquet.Repetitions.Required, schema.FieldList{
		schema.MustPrimitive(schema.NewPrimitiveNodeLogical("area", parquet.Repetitions.Required, schema.StringLogicalType{}, parquet.Types.ByteArray, 0, -1)),
		schema.NewFloat64Node("value", parquet.Repetitions.Required, -1),
	}, -1))
	w := file.NewParquetWriter(&b, root)
	rows := w.AppendRowGroup()
	text, err := rows.NextColumn()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := text.(*file.ByteArrayColumnChunkWriter).WriteBatch([]parquet.ByteArray{[]byte("0114A0010"), []byte("0114A0020")}, nil, nil); err != nil {
		t.Fatal(err)
	}
	text.Close()
	value, err := rows.NextColumn()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := value.(*file.Float64ColumnChunkWriter).WriteBatch([]float64{71.5, 64.25}, nil, nil); err != nil {
		t.Fatal(err)
	}
	value.Close()
	rows.Close()
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	l, err := Load(withFile(t, "employed.parquet", b.Bytes(), "{area: area, value: value}"), "study.yaml", LoadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if got := l.Table.At(1).Value.V; got != 64.25 {
		t.Errorf("second value is %v, want 64.25", got)
	}
	_, err = Load(withFile(t, "employed.parquet", b.Bytes()[:b.Len()-20], "{area: area, value: value}"), "study.yaml", LoadOptions{})
	if err == nil || !strings.HasPrefix(err.Error(), "employed.parquet") {
		t.Errorf("truncated: %v, want an error about employed.parquet", err)
	}
}

func TestProgressCountsDataFiles(t *testing.T) {
	var got [][2]int
	if _, err := Load(study(t), "study.yaml", LoadOptions{Progress: func(done, total int) { got = append(got, [2]int{done, total}) }}); err != nil {
		t.Fatal(err)
	}
	if want := [][2]int{{0, 2}, {1, 2}, {2, 2}}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
