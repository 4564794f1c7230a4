package hostile

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/ingest/snapshot"
)

// texts are small sound files, all fictional, of the formats that the repository has no files of.
var texts = map[string]string{
	"people.px": `CHARSET="ANSI";
AXIS-VERSION="2010";
CODEPAGE="utf-8";
LANGUAGE="sv";
LANGUAGES="sv","en";
MATRIX="BE01";
SUBJECT-AREA="Befolkning";
SUBJECT-CODE="BE";
CONTENTS="Folkmängd";
TITLE="Folkmängd efter region och år";
TITLE[en]="Population by region and year";
UNITS="antal";
DECIMALS=0;
STUB="region";
HEADING="år";
TIMEVAL("år")=TLIST(A1,"2023"-"2025");
VALUES("region")="Lilla Köping","Stora Köping";
VALUES("år")="2023","2024","2025";
CODES("region")="9901","0199";
CELLNOTE("Lilla Köping","2025")="Ny indelning";
DATASYMBOL1="uppgift sekretessbelagd";
DATA=
104 ".." 7.5
"-" "." 1e3;
`,
	"keyed.px": `CHARSET="ANSI";CODEPAGE="iso-8859-1";MATRIX="K";SUBJECT-AREA="A";SUBJECT-CODE="A";CONTENTS="C";TITLE="T";UNITS="n";DECIMALS=1;
STUB="a";HEADING="b";VALUES("a")="1","2","3";VALUES("b")="x","y";KEYS("a")=CODES;CODES("a")="1","2","3";
DATA=
"1",1.5,2
"3",".",4
;
`,
	"kommun.vs":   "[Descr]\nName=Kommun\nPrestext=kommun\nType=V\n[Aggreg]\n1=Grupper.agg\n[Domain]\n1=Kommun\n[Valuecode]\n1=9901\n2=0199\n[Valuetext]\n1=Lilla Köping\n2=Stora Köping\n",
	"grupper.agg": "[Aggreg]\nName=Grupper\nValueset=Kommun\n1=Norr\n2=Söder\n[Aggtext]\n1=Norra delen\n2=Södra delen\n[Norr]\n1=9901\n[Söder]\n1=0199\n",
	"old.json":    `{"dataset": {"label": "Folkmängd", "dimension": {"id": ["region", "tid"], "size": [2, 2], "role": {"geo": ["region"], "time": ["tid"]}, "region": {"label": "region", "category": {"index": {"9901": 0, "0199": 1}, "label": {"9901": "Lilla Köping", "0199": "Stora Köping"}}}, "tid": {"category": {"index": ["2024", "2025"]}}}, "value": [1, null, 3, 4.5], "status": {"1": ".."}}}`,
	"dense.json":  `{"version": "2.0", "class": "dataset", "label": "Folkmängd", "source": "påhittad", "updated": "2025-11-01T07:00:00Z", "id": ["region", "tid"], "size": [2, 2], "role": {"geo": ["region"], "time": ["tid"]}, "dimension": {"region": {"label": "region", "category": {"index": {"9901": 0, "0199": 1}, "label": {"9901": "Lilla Köping", "0199": "Stora Köping"}}}, "tid": {"category": {"index": ["2024", "2025"]}}}, "value": [1, null, 3, 4.5], "status": {"1": ".."}, "extension": {"px": {"tableid": "T1"}}}`,
	"sparse.json": `{"version": "2.0", "class": "collection", "link": {"item": [{"class": "dataset", "id": ["a"], "size": [3], "dimension": {"a": {"category": {"index": ["x", "y", "z"], "unit": {"x": {"base": "kr", "decimals": 1}}, "child": {"x": ["y", "z"]}}}}, "value": {"0": 1, "2": 3}, "note": ["n"]}]}}`,
	"answer.json": `{"columns": [{"code": "Region", "text": "region", "type": "d"}, {"code": "Tid", "text": "år", "type": "t"}, {"code": "N", "text": "antal", "type": "c", "unit": "personer"}], "comments": [{"variable": "Region", "value": "9901", "comment": "c"}], "data": [{"key": ["9901", "2024"], "values": ["115"]}, {"key": ["0199", "2024"], "values": [".."]}], "metadata": [{"infofile": "None", "updated": "2025-11-01T07:00:00Z", "label": "x", "source": "påhittad"}]}`,
	"answer.csv":  "\"region\",\"kön\",\"Folkmängd 2024\",\"Folkmängd 2025\"\n\"9901 Lilla Köping\",\"män\",1,2\n\"9901 Lilla Köping\",\"kvinnor\",\"..\",4\n",
	"answer2.csv": "\"region\";\"år\";\"Folkmängd\"\r\n\"9901 Lilla Köping\";\"2024\";1\r\n\"9901 Lilla Köping\";\"2025\";\"-\"\r\n",
	"kolada.json": `{"count": 2, "next_url": null, "values": [{"kpi": "N00945", "municipality": "9901", "period": 2024, "values": [{"gender": "T", "count": 1, "status": "", "value": 83.1, "isdeleted": false}, {"gender": "K", "value": null, "isdeleted": true}]}]}`,
	"kpis.json":   `{"count": 1, "values": [{"id": "N00945", "title": "Påhittat", "description": "d", "is_divided_by_gender": 1, "municipality_type": "K", "auspices": "E", "operating_area": "o", "perspective": "p", "prel_publication_date": "2026-01-01", "publ_period": "2025"}]}`,
	"school.json": `{"status": "OK", "message": "", "body": {"schoolUnitCode": "12345678", "schoolUnitName": "Påhittade skolan", "a": [{"value": "70,5", "valueType": "EXISTS", "timePeriod": "2025/26"}, {"value": "~100", "valueType": "ROUNDED_OFF_DUE_TO_FEW_PUPILS_NOT_ELIGIBLE", "timePeriod": "2024/25"}], "programMetrics": [{"programCode": "NA", "p": [{"value": "..", "valueType": "OMITTED_DUE_TO_BASED_ON_FEW_PUPILS", "timePeriod": "2025"}]}]}}`,
	"units.json":  `{"body": {"_embedded": {"a": [{"code": "1", "name": "Å", "wgs84_Lat": "57.7", "typeOfSchooling": [{"code": "gr", "schoolYears": ["1"]}]}]}, "page": {"totalPages": 1}}, "status": "OK"}`,
	"export.csv":  "Rapporten skapad 2025-11-01\r\n\r\nKommun;År;Antal;Andel\r\n0199 Stora Köping;2025;1 234;12,5\r\n9901 Lilla Köping;2025;\u2212 5;..\r\n\r\nKälla: påhittad\r\n",
	"wide.tsv":    "area\t2024\t2025\tsum\n9901\t1\t2\t3\n0199\t-4\t5e3\t0.1\n",
}

// madeBy are the formats that the program writes itself, from a table and a map.
var madeBy = [][]string{
	{"data", "convert", "people.px", "people.parquet"},
	{"data", "convert", "people.px", "people.arrow"},
	{"data", "convert", "people.px", "people.xlsx"},
	{"data", "convert", "people.px", "written.json"},
	{"space", "convert", "map.geojson", "map.gpkg"},
}

const repository = "../../.."

// copied are files of the repository, real and fictional.
var copied = map[string]string{
	"map.geojson":    "testdata/exempelstad/boundaries.geojson",
	"schools.csv":    "testdata/boras/schools.csv",
	"standard.json":  "testdata/exempelstad/economic_standard.json",
	"snappy.parquet": "ingest/columnar/testdata/foreign/pyarrow-snappy.parquet", "gzip.parquet": "ingest/columnar/testdata/foreign/pyarrow-v2-gzip.parquet",
	"zstd.parquet": "ingest/columnar/testdata/foreign/polars-zstd.parquet", "lz4.parquet": "ingest/columnar/testdata/foreign/duckdb-lz4raw.parquet",
	"views.arrow": "ingest/columnar/testdata/foreign/polars-views.arrow", "lz4.arrow": "ingest/columnar/testdata/foreign/pyarrow-lz4.arrow",
	"squares.shp": "ingest/geo/shapefile/testdata/squares.shp", "squares.dbf": "ingest/geo/shapefile/testdata/squares.dbf",
	"squares.shx": "ingest/geo/shapefile/testdata/squares.shx", "squares.prj": "ingest/geo/shapefile/testdata/squares.prj", "squares.cpg": "ingest/geo/shapefile/testdata/squares.cpg",
	"study/study.yaml": "cmd/jamlik/template/study.yaml", "study/areas.csv": "cmd/jamlik/template/areas.csv",
	"study/background.csv": "cmd/jamlik/template/background.csv", "study/employment.csv": "cmd/jamlik/template/employment.csv",
}

// plant writes the sound files into a directory and returns their names in order. Those of study/ are a study.
func plant(t *testing.T, program, dir string) {
	t.Helper()
	write := func(name string, data []byte) {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range texts {
		write(name, []byte(text))
	}
	for name, from := range copied {
		data, err := os.ReadFile(filepath.Join(repository, filepath.FromSlash(from)))
		if err != nil {
			t.Fatal(err)
		}
		write(name, data)
	}
	write("snapshot.json", description(t))
	for _, arguments := range madeBy {
		make := exec.Command(program, arguments...)
		make.Dir = dir
		if out, err := make.CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", strings.Join(arguments, " "), err, out)
		}
	}
}

func description(t *testing.T) []byte {
	t.Helper()
	s := snapshot.Snapshot{Version: 1, ID: "people", API: "scb", Table: "T1", Title: "Folkmängd", Format: "jsonstat", Source: "påhittad", Licence: "CC0",
		Query: []byte(`{"a": [1]}`), Parts: []snapshot.Part{{File: "1.json", Method: "GET", URL: "https://example.org/t", Status: 200,
			SHA256: strings.Repeat("0", 64), Bytes: 7}}}
	data, err := s.Encode()
	if err != nil {
		t.Fatal(err)
	}
	return data
}
