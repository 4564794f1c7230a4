package formats

import (
	"strings"
	"testing"
)

func TestDetect(t *testing.T) {
	cases := []struct{ name, head, want string }{
		{"a.csv", "a,b\n1,2\n", "csv"},
		{"a.CSV", "a;b\n1;2\n", "csv"},
		{"a.csv", "PAR1\x15\x04", "parquet"}, // contents win over the name
		{"a.csv", "ARROW1\x00\x00", "arrow"},
		{"a.parquet", "PAR1", "parquet"},
		{"a.parquet", "a,b\n1,2\n", "parquet"}, // whose reader says that it is none
		{"a.xlsx", "PK\x03\x04" + strings.Repeat("\x00", 22) + "\x0b\x00\x00\x00_rels/.rels", "xlsx"},
		{"a.csv", "PK\x03\x04" + strings.Repeat("\x00", 22) + "\x0f\x00\x00\x00xl/workbook.xml", "xlsx"},
		{"a.xls", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "xlsx"}, // whose reader says that it is too old
		{"a.xls", "<html><table>", "xlsx"},                    // whose reader says that it is a web page
		{"a.feather", "ARROW1\x00\x00", "arrow"},
		{"a.json", `{"class":"dataset"`, "json-stat"},
		{"a.json", `{"columns":[]}`, "json-stat"}, // whose reader says that it is none
		{"a.json", `{"columns":[{"code":"Region"}],"comments":[],"data":[{"ke`, "pxweb-json"},
		{"answer", "\xef\xbb\xbf{\"data\": [], \"columns\": []}", "pxweb-json"},
		{"a.json", `{"count":1,"values":[{"kpi":"N15428","municipality":"1490"`, "kolada"},
		{"a.json", `{"count":1,"values":[{"id":"N00003","title":"\"class\" and \"dataset\"","class":""`, "kolada"},
		{"a.json", `{"status":"OK","message":"Success","body":{"schoolUnit":"10132939","dimension":`, "skolverket"},
		{"a.json", `{"type":"FeatureCollection","features":[`, "json-stat"}, // whose reader says what it is
		{"a.json", `{"title":"Folkmängd","variables":[`, "json-stat"},
		{"answer", `{"version":"2.0","class":"dataset"`, "json-stat"},
		{"a.px", "CHARSET=\"ANSI\";\n", "px"},
		{"a.txt", "\xef\xbb\xbfLANGUAGE=\"sv\";\nMATRIX=\"x\";", "px"},
		{"a.px", "region;år\n1490;2024\n", "px"}, // whose reader says that it is none
		{"a.txt", "[Descr]\nName=Kommuner\n", "px-valueset"},
		{"a.vs", "", "px-valueset"},
		{"a.txt", "[Aggreg]\nName=a\nValueset=b\n", "px-aggregation"},
		{"a.agg", "[Aggreg]\n1=a\n", "px-aggregation"},
		{"dir.csv/a.txt", "one column only\n", "csv"},
		{`dir\a.skv`, "a\tb\n", "csv"},
		{"table", "a;b\n1;2\n", "csv"},
	}
	for _, c := range cases {
		f, err := All.Detect(c.name, []byte(c.head))
		if err != nil || f.ID != c.want {
			t.Errorf("%s with %.20q is %q, %v, want %s", c.name, c.head, f.ID, err, c.want)
		}
	}
	_, err := All.Detect("a.zip", []byte("PK\x03\x04"))
	if err == nil || !strings.HasPrefix(err.Error(), "a.zip: the format cannot be told from the name or the contents; one of Parquet (.parquet, .pq)") {
		t.Errorf("a zip file: %v", err)
	}
}

func TestFormatsAreComplete(t *testing.T) {
	seen := make(map[string]bool)
	for _, f := range All {
		if f.ID == "" || f.Name == "" || f.Sniff == nil || f.Open == nil || seen[f.ID] {
			t.Errorf("format %q lacks something or comes twice", f.ID)
		}
		seen[f.ID] = true
		if got, err := All.ByID(f.ID); err != nil || got.ID != f.ID {
			t.Errorf("ByID(%q) = %q, %v", f.ID, got.ID, err)
		}
		for _, e := range f.Extensions {
			if !strings.HasPrefix(e, ".") || e != strings.ToLower(e) || seen[e] {
				t.Errorf("extension %q of %s has no dot, has capitals or comes twice", e, f.ID)
			}
			seen[e] = true
		}
	}
	if _, err := All.ByID("parket"); err == nil || err.Error() != `unknown format "parket"; did you mean "parquet"?` {
		t.Errorf("parket: %v", err)
	}
	if _, err := All.ByID("xml"); err == nil || err.Error() != `unknown format "xml"; one of parquet, arrow, xlsx, pxweb-json, kolada, skolverket, json-stat, px, px-valueset, px-aggregation, pxweb-csv, csv` {
		t.Errorf("xml: %v", err)
	}
}
