package jsontext

import (
	"slices"
	"strings"
	"testing"
)

func TestCursorAndList(t *testing.T) {
	const text = "[ {\"a\\\"\": [1, -2.5e3,\ttrue], \"b\" : { } },\n [], \"å\" , null]"
	d, err := Parse("f", "a table", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	c := d.Root().Cursor()
	var tokens []string
	for depth := 1; depth > 0; {
		token := string(c.Token())
		switch token {
		case "{", "[":
			depth++
		case "}", "]":
			depth--
		}
		tokens = append(tokens, token)
	}
	if want := strings.Fields(`{ "a\"" [ 1 -2.5e3 true ] "b" { } } [ ] "å" null ]`); !slices.Equal(tokens, want) {
		t.Errorf("tokens %q, want %q", tokens, want)
	}
	c = d.Root().Cursor()
	c.Token()
	c.Rest()
	if got, want := d.Line(c.Offset()), 2; got != want {
		t.Errorf("the next token is at line %d, want %d", got, want)
	}
	if got := string(c.Token()); got != "[" {
		t.Errorf("after the object comes %q", got)
	}
	var elements []string
	list := d.Root().List()
	for {
		n, ok := list.Next()
		if !ok {
			break
		}
		elements = append(elements, string(n.Raw()))
	}
	if want := []string{"{\"a\\\"\": [1, -2.5e3,\ttrue], \"b\" : { } }", "[]", `"å"`, "null"}; !slices.Equal(elements, want) {
		t.Errorf("elements %q, want %q", elements, want)
	}
}

func TestKeysOfACutOffHead(t *testing.T) {
	const text = "\xef\xbb\xbf {\"a\": {\"x\": [\"}\\\"\", 1]}, \"b\\u00e5\" : -1.5, \"c\":[ ], \"d\": \"e\"}"
	if got, want := Keys([]byte(text)), []string{"a", "bå", "c", "d"}; !slices.Equal(got, want) {
		t.Errorf("keys %q, want %q", got, want)
	}
	last := 0
	for n := range len(text) {
		got := Keys([]byte(text[:n]))
		if len(got) < last || !slices.Equal(got, []string{"a", "bå", "c", "d"}[:len(got)]) {
			t.Errorf("after %d bytes: %q", n, got)
		}
		last = len(got)
	}
	for _, text := range []string{"", "[]", "{", "{]", `{"a"]`, `{"a":]`, `{"a":}`, "{\"a\\", `{"a": "`} {
		if got := Keys([]byte(text)); len(got) > 1 {
			t.Errorf("%q has the keys %q", text, got)
		}
	}
}

// FuzzKeys finds the keys of any JSON object, and never more than are there.
func FuzzKeys(f *testing.F) {
	f.Add([]byte(`{"a": [1, {"b": "c"}], "d": null}`), 12)
	f.Add([]byte(`{"a":}{"b":]`), 5)
	f.Fuzz(func(t *testing.T, text []byte, n int) {
		found := Keys(text)
		if n >= 0 && n < len(text) {
			if head := Keys(text[:n]); len(head) > len(found) {
				t.Errorf("%q in the first %d bytes and %q in all", head, n, found)
			}
		}
		d, err := Parse("f", "a table", text)
		if err != nil || !d.Root().IsObject() {
			return
		}
		var want []string
		d.Root().Each(func(key, _ Node) bool {
			want = append(want, key.Text())
			return true
		})
		if !slices.Equal(found, want) {
			t.Errorf("%q, want %q", found, want)
		}
	})
}
