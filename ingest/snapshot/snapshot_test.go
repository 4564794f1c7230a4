package snapshot

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
)

var example = Snapshot{
	Version: 1, ID: "people", API: "scb", Table: "TAB6571", Title: "Folkmängd efter bakgrund", Format: "json-stat", Source: "Källa: SCB", Licence: "CC0", Updated: "2026-02-20",
	Query: []byte(`{"table":"TAB6571"}`),
	Parts: []Part{
		{File: "1.json", Method: "POST", URL: "https://example.se/?a=1&b=å", Status: 200, ETag: `"x"`, Retrieved: time.Date(2026, 11, 20, 23, 0, 0, 0, time.UTC),
			SHA256: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", Bytes: 3}, // the digest of "abc" in FIPS 180-2, appendix B.1
		{File: "2.json", Status: 200, Retrieved: time.Date(2026, 11, 20, 1, 0, 0, 0, time.FixedZone("CET", 2*60*60))},
	},
}

func TestDescriptionComesBack(t *testing.T) {
	text, err := example.Encode()
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(text), `\u0026`) {
		t.Error("addresses are escaped as for a web page")
	}
	got, err := Read(fstest.MapFS{"s/people/snapshot.json": {Data: text}}, "s/people")
	if err != nil {
		t.Fatal(err)
	}
	got.Query = []byte(strings.Join(strings.Fields(string(got.Query)), "")) // the layout is the description's
	if len(got.Sum) != 64 {
		t.Errorf("the sum is %q", got.Sum)
	}
	got.Sum = ""
	if diff := cmp.Diff(example, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if got, want := got.Retrieved(), "2026-11-19"; got != want {
		t.Errorf("retrieved %s, want %s: the older part came at 23:00 UTC the day before", got, want)
	}
	if got := (Snapshot{}).Retrieved(); got != "" {
		t.Errorf("nothing was retrieved %q", got)
	}
}

func TestCheckComparesEveryByte(t *testing.T) {
	p := example.Parts[0]
	if err := p.Check("f", strings.NewReader("abc")); err != nil {
		t.Error(err)
	}
	for _, text := range []string{"", "ab", "abd", "abcd"} {
		if err := p.Check("f", strings.NewReader(text)); err == nil || !strings.HasPrefix(err.Error(), "f: the file is not what was fetched") {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// FuzzRead checks that a description that is read names files of its own folder only, and is read again as it is written.
func FuzzRead(f *testing.F) {
	text, err := example.Encode()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	f.Add([]byte(`{"version":1,"parts":[{"file":"a/../../b"}]}`))
	f.Add([]byte(`{"version":1,"query":[1,{"a":null}],"parts":[{"file":"x","retrieved":"2026-01-01T00:00:00+01:00"}]}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		s, err := Read(fstest.MapFS{"s/snapshot.json": {Data: text}}, "s")
		if err != nil {
			return
		}
		for _, p := range s.Parts {
			if strings.ContainsAny(p.File, "/\x00") || p.File == ".." || p.File == "." || p.File == "" {
				t.Errorf("a part is called %q", p.File)
			}
		}
		again, err := s.Encode()
		if err != nil {
			t.Fatal(err)
		}
		got, err := Read(fstest.MapFS{"s/snapshot.json": {Data: again}}, "s")
		if err != nil {
			t.Fatalf("what was read does not read again: %v", err)
		}
		s.Query, got.Query = nil, nil
		s.Sum, got.Sum = "", "" // of other bytes with the same meaning
		if diff := cmp.Diff(s, got); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
	})
}
