package fetch

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

func TestMalformedMetadataIsToldByLine(t *testing.T) {
	v2 := func(text []byte) error { _, err := parseMetadata("m", text); return err }
	v1 := func(text []byte) error { _, err := parseVariables("m", text); return err }
	list := func(text []byte) error { _, err := parseCodelist("m", "vs_x", text); return err }
	tables := func(text []byte) error { _, _, err := parseTables("m", text); return err }
	folder := func(text []byte) error { _, err := parseFolder("m", text); return err }
	catalogue := func(text []byte) error { _, _, err := parseCatalogue("m", text); return err }
	config := func(text []byte) error { _, err := parseConfig("m", "sv", text); return err }
	var ids, dims []string
	for i := range dimensionLimit + 1 {
		ids, dims = append(ids, fmt.Sprintf(`"D%d"`, i)), append(dims, fmt.Sprintf(`"D%d":{"category":{"index":["x"]}}`, i))
	}
	many := `{"id":[` + strings.Join(ids, ",") + `],"dimension":{` + strings.Join(dims, ",") + `}}`
	cases := []struct {
		name  string
		parse func([]byte) error
		text  string
		want  string
	}{
		{"no object", v2, `[]`, "m:1: the metadata is an array where an object is expected"},
		{"no dimension", v2, `{"id":["A"]}`, "m:1: this is not the metadata of a table: it has no id or no dimension; check the table and the base"},
		{"no id", v2, `{"dimension":{"A":{}}}`, "m:1: this is not the metadata of a table: it has no id or no dimension; check the table and the base"},
		{"a key twice", v2, "{\"id\":[],\n\"id\":[]}", `m:2: the metadata has the key "id" twice; keep one of them`},
		{"an empty id", v2, `{"id":[""],"dimension":{"A":{}}}`, `m:1: id holds "" where the name of another dimension is expected`},
		{"a number as id", v2, `{"id":[7],"dimension":{"A":{}}}`, "m:1: id holds 7 where the name of another dimension is expected"},
		{"a dimension twice", v2, `{"id":["A","A"],"dimension":{"A":{"category":{"index":["x"]}}}}`, `m:1: id holds "A" where the name of another dimension is expected`},
		{"an undescribed dimension", v2, `{"id":["A"],"dimension":{"B":{}}}`, "m:1: category.index of A is missing"},
		{"no dimensions", v2, `{"id":[],"dimension":{"A":{}}}`, "m:1: the table has no dimensions"},
		{"positions that do not fit", v2, "{\"id\":[\"A\"],\"dimension\":{\"A\":{\"category\":{\"index\":{\n\"x\":0,\n\"y\":2}}}}}", `m:3: category.index of A gives "y" the position 2, expected another of 0 to 1`},
		{"a position twice", v2, `{"id":["A"],"dimension":{"A":{"category":{"index":{"x":0,"y":0}}}}}`, `m:1: category.index of A gives "y" the position 0, expected another of 0 to 1`},
		{"a position that is no number", v2, `{"id":["A"],"dimension":{"A":{"category":{"index":{"x":1e9}}}}}`, `m:1: category.index of A gives "x" the position 1e9, expected another of 0 to 0`},
		{"a code twice", v2, `{"id":["A"],"dimension":{"A":{"category":{"index":["x","x"]}}}}`, `m:1: category.index of A holds "x" where another code is expected`},
		{"a label that is a list", v2, `{"id":["A"],"dimension":{"A":{"category":{"index":["x"],"label":[]}}}}`, "m:1: category.label of A is an array where an object is expected"},
		{"a folder", v1, `[{"id":"BE","type":"l"}]`, "m:1: this is a folder, not a table; list it with jamlik fetch search, and name a table in it"},
		{"no variables", v1, `{"title":"T","variables":[]}`, "m:1: this is not the metadata of a table: it has no variables; check the table and the base"},
		{"a variable without a code", v1, `{"variables":[{"text":"x"}]}`, `m:1: variable 1 has the code "" where another is expected`},
		{"a value twice", v1, `{"variables":[{"code":"A","values":["1","1"]}]}`, `m:1: value 2 of A is "1", expected another`},
		{"more values than texts", v1, `{"variables":[{"code":"A","values":["1","2"],"valueTexts":["ett"]}]}`, "m:1: A has 2 values and 1 text"},
		{"values that are no texts", v1, `{"variables":[{"code":"A","values":[1]}]}`, "m:1: values of A hold 1 where a text is expected"},
		{"values that are no list", v1, `{"variables":[{"code":"A","values":"1"}]}`, "m:1: values of A is a text where an array is expected"},
		{"another code list", list, `{"id":"vs_y","values":[]}`, `m:1: this is the code list "vs_y", not "vs_x"; check the base`},
		{"an empty code list", list, `{"id":"vs_x","values":[]}`, "m:1: the code list vs_x has no values; choose another"},
		{"a code list with a code twice", list, `{"id":"vs_x","values":[{"code":"1"},{"code":"1"}]}`, `m:1: value 2 of the code list has the code "1", expected another`},
		{"no list of tables", tables, `{"page":{}}`, "m:1: this is not a list of tables: it has no tables; check the base"},
		{"no folder", folder, `{"title":"T"}`, "m:1: this is not a folder; name a folder as table to search below it, or none"},
		{"no catalogue", catalogue, `{"detail":"x"}`, "m:1: this is no answer of Kolada: it has no values; check the base"},
		{"a catalogue without ids", catalogue, `{"values":[{"title":"x"}]}`, "m:1: value 1 has no id"},
		{"no configuration", config, `"x"`, "m:1: the configuration is a text where an object is expected"},
		{"an empty file", config, " \n", "m: the file is empty; fetch it again"},
		{"a web page", config, "<html>", "m:1: this is a web page, not the configuration of a server; the server answered with a page, perhaps an error: fetch it again"},
	}
	for _, c := range cases {
		err := c.parse([]byte(c.text))
		if err == nil || err.Error() != c.want {
			t.Errorf("%s\ngot  %v\nwant %s", c.name, err, c.want)
		}
	}
	if err := v2([]byte(many)); err == nil || err.Error() != "m:1: the table has more than 100 dimensions" {
		t.Errorf("too many dimensions: %v", err)
	}
	// Metadata that say nothing usable of the limits are as if they said nothing.
	conf, err := parseConfig("m", "sv", []byte(`{"maxDataCells":-5,"maxCallsPerTimeWindow":"x","timeWindow":1e3,"sourceReferences":{"language":"sv"},"license":5}`))
	if err != nil || conf.limits.Cells != 0 || conf.limits.Calls != 0 || conf.limits.Window != 0 || conf.source != "" || conf.licence != "" {
		t.Errorf("got %+v, %v", conf, err)
	}
}

// Nothing that is cut off or damaged is taken for whole metadata with other values.
func TestDamagedMetadataIsRefusedOrHarmless(t *testing.T) {
	whole, err := json.Marshal(population().cube(nil, nil))
	if err != nil {
		t.Fatal(err)
	}
	for n := range whole {
		if _, err := parseMetadata("m", whole[:n]); err == nil {
			t.Fatalf("the first %d bytes of %d were accepted", n, len(whole))
		}
		if !cut(whole[:n]) {
			t.Fatalf("the first %d bytes of %d were not seen to be cut off", n, len(whole))
		}
	}
	r := rand.New(rand.NewPCG(3, 4))
	for range 3000 {
		flipped := append([]byte(nil), whole...)
		flipped[r.IntN(len(flipped))] ^= 1 << r.IntN(8)
		if d, err := parseMetadata("m", flipped); err == nil {
			soundDescription(t, d)
			if len(d.Dimensions) != 5 {
				t.Fatalf("a flipped bit took a dimension away: %s", flipped)
			}
		}
	}
}

func TestAWaitEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancelCause(context.Background())
	if err := sleep(ctx, time.Nanosecond); err != nil {
		t.Error(err)
	}
	enough := errors.New("enough")
	cancel(enough)
	if err := sleep(ctx, time.Hour); err != enough {
		t.Errorf("got %v, want the cause of the end", err)
	}
}
