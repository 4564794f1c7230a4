package jsontext

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"testing"
)

func TestParseSaysWhatIsWrongAndWhere(t *testing.T) {
	cases := []struct{ text, want string }{
		{"", "f: the file is empty; fetch it again"},
		{" \n\t", "f: the file is empty; fetch it again"},
		{"\n<!DOCTYPE html>", "f:1: this is a web page, not a table; the server answered with a page, perhaps an error: fetch it again"},
		{"{\"a\": \"\xe5\"}", "f:1: the text is not UTF-8, as JSON must be; save it as UTF-8"},
		{"{\n\"a\": [1, 2", "f:2: this is not JSON: unexpected end of JSON input; the file seems to be cut off: fetch it again"},
		{"{\n\"a\": NaN}", "f:2: this is not JSON: it holds NaN, which is no number there; write null for a value that is missing"},
		{"[1,\n-Infinity]", "f:2: this is not JSON: it holds Infinity, which is no number there; write null for a value that is missing"},
		{"{\n\"a\": [1, 2.", "f:2: this is not JSON: unexpected end of JSON input; the file seems to be cut off: fetch it again"},
		{"{\n\"a\": tr", "f:2: this is not JSON: unexpected end of JSON input; the file seems to be cut off: fetch it again"},
		{"[]x", "f:1: this is not JSON: invalid character 'x' after top-level value"},
		{"{} {}", "f:1: this is not JSON: invalid character '{' after top-level value"},
		{strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000), "f:1: this is not JSON: invalid character '[' exceeded max depth, 10000 bytes into the line"},
	}
	for _, c := range cases {
		if _, err := Parse("f", "a table", []byte(c.text)); err == nil || err.Error() != c.want {
			t.Errorf("%.20q: %v, want %s", c.text, err, c.want)
		}
	}
}

func TestObjectRefusesKeysGivenTwice(t *testing.T) {
	d, err := Parse("f", "a table", []byte("{\"a\": 1,\n\"\\u0061\": 2}"))
	if err != nil {
		t.Fatal(err)
	}
	_, err = d.Object(d.Root(), "the file")
	if want := `f:2: the file has the key "a" twice; keep one of them`; err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
	if _, err := d.Object(Node{}, "nothing"); err != nil {
		t.Errorf("an absent object: %v", err)
	}
}

func TestObjectRefusesMembersWithoutEnd(t *testing.T) {
	var b strings.Builder
	for i := range memberLimit + 1 {
		fmt.Fprintf(&b, ",\"%d\":0", i)
	}
	d, err := Parse("f", "a table", []byte("{"+b.String()[1:]+"}"))
	if err != nil {
		t.Fatal(err)
	}
	_, err = d.Object(d.Root(), "the file")
	if want := "f:1: the file has more than 1048576 members; fetch it in parts"; err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
}

// FuzzDocument walks any JSON text and compares what it finds with what encoding/json decodes.
func FuzzDocument(f *testing.F) {
	for _, s := range []string{`{"a": [1, 2.5e3, "x\n\"", null, true], "b": {}, "c": []}`, "\xef\xbb\xbf[ ]", `"å"`, " 7 ", `{"a":{"a":{"a":"\ud800"}}}`, `[[],[[]],{"":""}]`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		d, err := Parse("f", "a table", text)
		if err != nil {
			return
		}
		var want any
		decoder := json.NewDecoder(strings.NewReader(strings.TrimPrefix(string(text), "\xef\xbb\xbf")))
		decoder.UseNumber()
		if err := decoder.Decode(&want); err != nil {
			t.Fatalf("was accepted, but %v", err)
		}
		if got := walk(t, d.Root()); !reflect.DeepEqual(got, want) {
			t.Errorf("walked %v, want %v", got, want)
		}
	})
}

func walk(t *testing.T, n Node) any {
	switch {
	case n.IsObject():
		m := map[string]any{}
		n.Each(func(key, value Node) bool {
			m[key.Text()] = walk(t, value)
			return true
		})
		if n.Empty() != (len(m) == 0) {
			t.Errorf("%s: Empty is %v", n.Raw(), n.Empty())
		}
		return m
	case n.IsArray():
		l := []any{}
		n.Elements(func(i int, value Node) bool {
			if i != len(l) {
				t.Errorf("element %d is called %d", len(l), i)
			}
			l = append(l, walk(t, value))
			return true
		})
		return l
	case n.IsText():
		return n.Text()
	case n.IsNull():
		return nil
	case n.Kind() == "true or false":
		return string(n.Raw()) == "true"
	}
	if v, ok := n.Number(); ok {
		if want, err := strconv.ParseFloat(string(n.Raw()), 64); err != nil || v != want {
			t.Errorf("Number of %s is %v, want %v, %v", n.Raw(), v, want, err)
		}
	} else if _, err := strconv.ParseFloat(string(n.Raw()), 64); err == nil {
		t.Errorf("%s is said to be no number", n.Raw())
	}
	return json.Number(n.Raw())
}
