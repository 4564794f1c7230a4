package study

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

const (
	maxBytes = 8 << 20 // no study written by people comes near
	maxNodes = 100_000 // counted with every use of an alias, so that a few lines cannot stand for millions
)

// Decode reads a study file strictly and checks what can be checked without its data files: keys, types, names of kinds and
// levels, dates, periods, groups, and that what is referred to is defined. name is the file's name in messages. All problems are
// returned at once, each with its line.
//
// Scalars keep the text of the file: code 0114 is "0114" with and without quotes. A key without a value counts as left out.
// What is left out gets the default that the field's comment names.
func Decode(name string, data []byte) (*Study, error) {
	s, _, err := decode(name, data)
	return s, err
}

// decode also returns the checker, which knows the line of every key.
func decode(name string, data []byte) (*Study, *checker, error) {
	s, lines, err := fill(name, data)
	if err != nil {
		return nil, nil, err
	}
	c := &checker{file: name, lines: lines, study: s}
	taken := c.use()
	defaultPer(s.Indicators)
	c.fill()
	c.derive(taken)
	s.counted()
	c.all()
	if err := c.problems.Err(); err != nil {
		return nil, nil, err
	}
	return s, c, nil
}

// fill returns the study that a file writes down, unchecked, and the line of every key.
func fill(name string, data []byte) (*Study, map[string]int, error) {
	root, err := parse(name, data)
	if err != nil {
		return nil, nil, err
	}
	d := decoder{file: name, lines: make(map[string]int)}
	s := &Study{Comparison: defaultComparison}
	d.value(root, reflect.ValueOf(s).Elem(), "")
	return s, d.lines, d.problems.Err()
}

// defaultPer makes a share a percentage where its entry does not say.
func defaultPer(list []Indicator) {
	for i := range list {
		if ind := &list[i]; ind.Kind == "share" && ind.Per == 0 {
			ind.Per = 100
		}
	}
}

// defaultComparison stands for the keys of comparison that a study leaves out.
var defaultComparison = Comparison{Level: 0.95, OverviewLevel: 0.998, MinCoverage: 0.85, Replicates: 999}

// parse returns the root of the only document.
func parse(name string, data []byte) (*yaml.Node, error) {
	problem := func(line int, what, remedy string) error {
		return indicators.Problem{File: name, Line: line, What: what, Remedy: remedy}
	}
	if len(data) > maxBytes {
		return nil, problem(0, fmt.Sprintf("study file has %d bytes; at most %d are read", len(data), maxBytes), "data belong in their own files")
	}
	for line, text := range bytes.Split(data, []byte("\n")) {
		if !utf8.Valid(text) && !bytes.HasPrefix(data, []byte("\xff\xfe")) && !bytes.HasPrefix(data, []byte("\xfe\xff")) {
			return nil, problem(line+1, fmt.Sprintf("%q is not UTF-8 text", clip(string(text))), "save the study file as UTF-8")
		}
	}
	dec := yaml.NewDecoder(bytes.NewReader(data))
	var doc yaml.Node
	if err := dec.Decode(&doc); errors.Is(err, io.EOF) {
		return nil, problem(0, "study file is empty", "start from the study that jamlik init writes")
	} else if err != nil {
		return nil, syntaxError(name, err)
	}
	var next yaml.Node
	if err := dec.Decode(&next); err == nil {
		return nil, problem(next.Line, "a second document begins here", "one file is one study: remove the line ---")
	} else if !errors.Is(err, io.EOF) {
		return nil, syntaxError(name, err)
	}
	if len(doc.Content) != 1 {
		return nil, problem(0, "study file is empty", "start from the study that jamlik init writes")
	}
	return doc.Content[0], nil
}

var yamlLine = regexp.MustCompile(`^yaml: line (\d+): (.*)$`)

// syntaxError moves the line number of a YAML message to where other messages have it.
func syntaxError(name string, err error) error {
	p := indicators.Problem{File: name, What: strings.TrimPrefix(err.Error(), "yaml: "), Remedy: "check indentation, quotes and colons of this line and the one above"}
	if m := yamlLine.FindStringSubmatch(err.Error()); m != nil {
		p.Line, _ = strconv.Atoi(m[1])
		p.What = m[2]
	}
	p.What = "not valid YAML: " + p.What
	return p
}

// decoder walks the nodes of a study file beside the Go types that it is to fill. yaml.v3 can do so itself but stops naming lines and
// keys half way: it reports unknown keys without a suggestion, and nothing after the first value of a wrong type.
type decoder struct {
	file     string
	problems indicators.Problems
	lines    map[string]int // path such as indicators[3].kind → line
	nodes    int
}

func (d *decoder) fail(n *yaml.Node, what, remedy string) {
	d.problems.Add(indicators.Problem{File: d.file, Line: n.Line, What: what, Remedy: remedy})
}

// value fills v from n. It ends because the types of a study nest a few levels deep, however deep the file does, and because nodes
// are counted.
func (d *decoder) value(n *yaml.Node, v reflect.Value, path string) {
	if d.nodes++; d.nodes > maxNodes {
		if d.nodes == maxNodes+1 {
			d.fail(n, fmt.Sprintf("more than %d values", maxNodes), "write less, or use fewer aliases")
		}
		return
	}
	d.lines[path] = n.Line
	if n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	if n.Kind == yaml.ScalarNode && n.ShortTag() == "!!null" {
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		d.value(n, v.Elem(), path)
	case reflect.Struct:
		if n.Kind == yaml.ScalarNode && v.Type() == reflect.TypeFor[Against]() { // a word alone
			d.value(n, v.FieldByName("To"), path)
			return
		}
		d.structure(n, v, path)
	case reflect.Map:
		d.mapping(n, v, path)
	case reflect.Slice:
		if n.Kind == yaml.ScalarNode && v.Type() == reflect.TypeFor[[]Boundary]() { // a plain path
			v.Set(reflect.ValueOf(make([]Boundary, 1)))
			d.value(n, v.Index(0).FieldByName("File"), path+"[0].file")
			return
		}
		d.list(n, v, path)
	default:
		d.scalar(n, v, path)
	}
}

func (d *decoder) structure(n *yaml.Node, v reflect.Value, path string) {
	var known []string
	field := make(map[string]int)
	for i := range v.NumField() {
		key := v.Type().Field(i).Tag.Get("yaml")
		known = append(known, key)
		field[key] = i
	}
	if n.Kind != yaml.MappingNode {
		remedy := "write one key: value on each line below"
		if v.Type() == reflect.TypeFor[lang.Text]() {
			remedy = fmt.Sprintf("write sv: %s and, if there is one, the English wording after en:", clip(n.Value))
		}
		d.fail(n, fmt.Sprintf("%sfound %s, expected the keys %s", label(path), found(n), strings.Join(known, ", ")), remedy)
		return
	}
	d.pairs(n, path, func(key, value *yaml.Node) {
		i, ok := field[key.Value]
		if !ok {
			remedy := "known keys here: " + strings.Join(known, ", ")
			if near, ok := lang.Nearest(key.Value, known); ok {
				remedy = fmt.Sprintf("did you mean %q?", near)
			}
			d.fail(key, fmt.Sprintf("unknown key %q", clip(key.Value)), remedy)
			return
		}
		d.value(value, v.Field(i), join(path, key.Value))
	})
}

func (d *decoder) mapping(n *yaml.Node, v reflect.Value, path string) {
	if n.Kind != yaml.MappingNode {
		d.fail(n, fmt.Sprintf("%sfound %s, expected key: value pairs", label(path), found(n)), "write one key: value on each line below")
		return
	}
	m := reflect.MakeMapWithSize(v.Type(), len(n.Content)/2)
	d.pairs(n, path, func(key, value *yaml.Node) {
		item := reflect.New(v.Type().Elem()).Elem()
		d.value(value, item, join(path, key.Value))
		m.SetMapIndex(reflect.ValueOf(key.Value), item)
	})
	v.Set(m)
}

// pairs calls f for every key of a mapping once, and reports the keys that come again.
func (d *decoder) pairs(n *yaml.Node, path string, f func(key, value *yaml.Node)) {
	first := make(map[string]int)
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if key.Kind == yaml.AliasNode {
			key = key.Alias
		}
		if key.Kind != yaml.ScalarNode {
			d.fail(key, fmt.Sprintf("%sfound %s as a key, expected a word", label(path), found(key)), "")
			continue
		}
		if key.ShortTag() == "!!merge" {
			d.fail(key, "merge keys (<<) are not read", "write the keys out")
			continue
		}
		if line, ok := first[key.Value]; ok {
			d.fail(key, fmt.Sprintf("key %q comes twice, first on line %d", clip(key.Value), line), "remove one")
			continue
		}
		first[key.Value] = key.Line
		f(key, value)
	}
}

func (d *decoder) list(n *yaml.Node, v reflect.Value, path string) {
	if n.Kind != yaml.SequenceNode {
		d.fail(n, fmt.Sprintf("%sfound %s, expected a list", label(path), found(n)), "begin each entry with a hyphen, or write [a, b]")
		return
	}
	s := reflect.MakeSlice(v.Type(), len(n.Content), len(n.Content))
	for i, item := range n.Content {
		if item.Kind == yaml.ScalarNode && item.ShortTag() == "!!null" {
			d.fail(item, fmt.Sprintf("%sentry %d is empty", label(path), i+1), "fill it in or remove its hyphen")
			continue
		}
		d.value(item, s.Index(i), fmt.Sprintf("%s[%d]", path, i))
	}
	v.Set(s)
}

func (d *decoder) scalar(n *yaml.Node, v reflect.Value, path string) {
	expected := map[reflect.Kind]string{
		reflect.String: "text", reflect.Bool: "true or false", reflect.Float64: "a number", reflect.Int: "a whole number", reflect.Uint64: "a whole number of at least 0",
	}[v.Kind()]
	bad := func(remedy string) {
		d.fail(n, fmt.Sprintf("%sfound %s, expected %s", label(path), found(n), expected), remedy)
	}
	if n.Kind != yaml.ScalarNode {
		bad("")
		return
	}
	tag := n.ShortTag()
	switch v.Kind() {
	case reflect.String:
		if tag == "!!binary" {
			bad("write plain text")
			return
		}
		v.SetString(n.Value)
	case reflect.Bool:
		b, err := strconv.ParseBool(strings.ToLower(n.Value))
		if tag != "!!bool" || err != nil {
			bad("write true or false without quotes")
			return
		}
		v.SetBool(b)
	case reflect.Float64:
		f, err := strconv.ParseFloat(strings.ReplaceAll(n.Value, "_", ""), 64)
		if tag != "!!int" && tag != "!!float" || err != nil || math.IsNaN(f) || math.IsInf(f, 0) {
			bad("write digits with a decimal point and without quotes, such as 0.95")
			return
		}
		v.SetFloat(f)
	case reflect.Int:
		i, err := strconv.ParseInt(n.Value, 10, 32)
		if tag != "!!int" || err != nil {
			bad("write digits without quotes")
			return
		}
		v.SetInt(i)
	case reflect.Uint64:
		u, err := strconv.ParseUint(n.Value, 10, 64)
		if tag != "!!int" || err != nil {
			bad("write digits without quotes")
			return
		}
		v.SetUint(u)
	}
}

// found describes a node to a person who does not know YAML's words.
func found(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "key: value pairs"
	case yaml.SequenceNode:
		return "a list"
	case yaml.AliasNode:
		return "an alias"
	}
	if n.Value == "" {
		return "nothing"
	}
	if n.ShortTag() == "!!str" {
		return fmt.Sprintf("text %q", clip(n.Value))
	}
	return clip(n.Value)
}

// clip keeps messages short whatever the file holds.
func clip(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

func label(path string) string {
	if path == "" {
		return ""
	}
	return path + ": "
}
