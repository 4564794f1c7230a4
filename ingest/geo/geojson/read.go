// Package geojson reads and writes GeoJSON (RFC 7946), also that of before 2016 with a member crs.
package geojson

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/geo"
	"github.com/jamlik/jamlik/ingest/jsontext"
)

// Sniff tells whether the first bytes of a file look like GeoJSON.
func Sniff(head []byte) bool {
	for _, key := range jsontext.Keys(head) {
		if key == "features" || key == "geometry" || key == "coordinates" {
			return true
		}
	}
	trimmed := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n")
	for _, kind := range []string{`"FeatureCollection"`, `"Feature"`} {
		if bytes.HasPrefix(trimmed, []byte("{")) && bytes.Contains(trimmed, []byte(kind)) {
			return true
		}
	}
	return false
}

// Read reads a FeatureCollection, a Feature, or a geometry, feature by feature: the text is never in memory as a whole. Properties that are objects or
// arrays are kept as JSON text, whole numbers beyond 2⁵³ as their digits, and the member id of features as a property id unless there is one.
// Heights are left out with a warning. Geometries that are null or empty are nil, with a warning.
func Read(in ingest.Input, o geo.Options) (*geo.Layer, error) {
	r := reader{
		stream:  newStream(in.Name, in.Section()),
		layer:   &geo.Layer{File: in.Name},
		columns: map[string]int{},
		texts:   map[string]string{},
	}
	r.layer.Key = o.Key
	top, err := r.collection()
	if err != nil {
		return nil, err
	}
	if !top.features {
		r.stream = newStream(in.Name, in.Section())
		if err := r.single(top); err != nil {
			return nil, err
		}
	}
	if err := r.problems.Err(); err != nil {
		return nil, err
	}
	if err := r.fillColumns(); err != nil {
		return nil, err
	}
	r.layer.Name = top.name
	if r.heights > 0 {
		r.layer.Warnings = append(r.layer.Warnings, indicators.Problem{File: in.Name, What: fmt.Sprintf("the heights of %s are left out", lang.Count(r.heights, "feature"))})
	}
	if r.twoIDs > 0 {
		r.layer.Warnings = append(r.layer.Warnings, indicators.Problem{File: in.Name, What: fmt.Sprintf("%s have a member id that differs from the property id, which counts", lang.Count(r.twoIDs, "feature"))})
	}
	if err := r.layer.Settle(top.said(), o); err != nil {
		return nil, err
	}
	return r.layer, nil
}

// reader is a file on its way to being a layer.
type reader struct {
	*stream
	layer    *geo.Layer
	columns  map[string]int
	given    []int // for each column, the last feature that has it
	present  int   // properties that are given, of all features
	cells    int   // places that they take
	texts    map[string]string
	problems indicators.Problems
	heights  int // features with heights
	twoIDs   int // features whose member id is another than the property
	scratch  coordinates
	compact  bytes.Buffer
}

// top is the outermost object but for its features.
type top struct {
	kind     string
	name     string
	features bool
	crs      []byte
	crsLine  int
	keys     []string
}

// collection reads the outermost object and its features.
func (r *reader) collection() (t top, err error) {
	if err := r.begin(); err != nil {
		return t, err
	}
	if !r.take('{') {
		return t, r.broken("an object")
	}
	for !r.take('}') {
		if len(t.keys) > 0 && !r.take(',') {
			return t, r.broken("a comma or }")
		}
		key, err := r.text("a key")
		if err != nil {
			return t, err
		}
		if !r.take(':') {
			return t, r.broken("a colon")
		}
		if slices.Contains(t.keys, key) {
			return t, r.problem(fmt.Sprintf("the file has the key %q twice", key), "keep one of them")
		}
		if t.keys = append(t.keys, key); len(t.keys) > 1000 {
			return t, r.problem("the outermost object has more than 1000 members", "GeoJSON has few")
		}
		if err := r.member(key, &t); err != nil {
			return t, err
		}
	}
	if c := r.peek(); c != 0 {
		return t, r.problem(fmt.Sprintf("found %q after the end of the GeoJSON object", c), "a file holds one FeatureCollection")
	}
	if r.err != nil && r.err != io.EOF {
		return t, r.err
	}
	return t, r.recognise(t)
}

// begin passes over a byte order mark and says what a file is that cannot be JSON.
func (r *reader) begin() error {
	r.fill()
	head := r.buf[r.start:r.end]
	switch {
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		r.used = 3
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")), len(head) > 1 && (head[0] == 0) != (head[1] == 0):
		return r.problem("the text is UTF-16, and GeoJSON must be UTF-8", "save it as UTF-8")
	case bytes.HasPrefix(head, []byte("\x1e")):
		return r.problem("this is a sequence of GeoJSON texts, one to a line", "convert it to a FeatureCollection")
	}
	switch r.peek() {
	case 0:
		if r.err != nil && r.err != io.EOF {
			return r.err
		}
		return indicators.Problem{File: r.file, What: "the file is empty", Remedy: "fetch it again"}
	case '<':
		return r.problem("this is a web page or XML, not GeoJSON", "perhaps the server answered with an error: fetch it again")
	}
	return nil
}

// broken is the problem of what stands in the outermost object where something else is expected.
func (r *reader) broken(expected string) error {
	c := r.peek()
	if c == 0 {
		return r.cutOff("the outermost object")
	}
	p := parser{file: r.file, line: r.line, text: r.buf[r.start:r.end]}
	p.broken(expected)
	return *p.problem
}

// text reads a text of the outermost object.
func (r *reader) text(what string) (string, error) {
	text, line, err := r.value(what)
	if err != nil {
		return "", err
	}
	p := parser{file: r.file, line: line, text: text}
	s, ok := p.string()
	if !ok {
		return "", *p.problem
	}
	return string(s), nil
}

// member reads a member of the outermost object.
func (r *reader) member(key string, t *top) error {
	switch {
	case key == "features" && r.peek() == '[':
		t.features = true
		return r.features()
	case (key == "type" || key == "name") && r.peek() == '"':
		s, err := r.text(key)
		if key == "type" {
			t.kind = s
		} else {
			t.name = s
		}
		return err
	}
	text, line, err := r.value("the member " + key)
	if err != nil {
		return err
	}
	if key == "crs" {
		t.crs, t.crsLine = bytes.Clone(text), line
	}
	if !json.Valid(text) {
		p := parser{file: r.file, line: line, text: text}
		p.broken("a value of the member " + key)
		return *p.problem
	}
	return nil
}

// features reads the features one by one.
func (r *reader) features() error {
	r.take('[')
	if r.take(']') {
		return nil
	}
	for {
		n := len(r.layer.Features) + 1
		text, line, err := r.value(fmt.Sprintf("feature %d", n))
		if err != nil {
			r.problems.Add(err)
			return r.problems.Err()
		}
		if err := r.feature(text, line); err != nil {
			return err
		}
		switch {
		case r.take(','):
		case r.take(']'):
			return nil
		default:
			if r.peek() == 0 {
				r.problems.Add(r.cutOff(fmt.Sprintf("the features, after feature %d", n)))
			} else {
				r.problems.Add(r.broken("a comma or ]"))
			}
			return r.problems.Err()
		}
	}
}

// recognise says what an object is that is no GeoJSON.
func (r *reader) recognise(t top) error {
	has := func(key string) bool { return slices.Contains(t.keys, key) }
	problem := func(what, remedy string) error {
		return indicators.Problem{File: r.file, What: what, Remedy: remedy}
	}
	_, geometry := depths[t.kind]
	switch {
	case t.kind == "FeatureCollection" && t.features, t.kind == "Feature" && !t.features, geometry && has("coordinates"):
		return nil
	case t.kind == "FeatureCollection":
		return problem("the FeatureCollection has no array of features", "")
	case t.kind == "Topology":
		return problem("this is TopoJSON, not GeoJSON", "convert it to GeoJSON")
	case t.kind == "GeometryCollection":
		return problem("this is a GeometryCollection, which has no areas with codes", "write a FeatureCollection")
	case has("spatialReference"), has("geometryType"):
		return problem("this is JSON of Esri's, not GeoJSON", "ask the server for f=geojson")
	case !has("type"):
		return problem("the outermost object has no member type, as GeoJSON has", "")
	}
	return problem(fmt.Sprintf("the type of the outermost object is %q, expected FeatureCollection", t.kind), "")
}

// single reads a file that is one Feature or one geometry.
func (r *reader) single(t top) error {
	if err := r.begin(); err != nil {
		return err
	}
	text, line, err := r.value("the object")
	if err != nil {
		return err
	}
	if t.kind == "Feature" {
		return r.feature(text, line)
	}
	f := geo.Feature{Number: 1, Line: line}
	p := parser{file: r.file, text: text, line: line}
	r.shape(&p, &f)
	r.layer.Features = append(r.layer.Features, f)
	if p.problem != nil {
		return *p.problem
	}
	return nil
}

// said returns what the file says of its system.
func (t top) said() geo.Statement {
	if t.crs == nil {
		return geo.Statement{CRS: geo.WGS84, By: "by RFC 7946, as there is no member crs", Assumed: true}
	}
	var crs *struct {
		Type       string
		Properties struct{ Name string }
	}
	if err := json.Unmarshal(t.crs, &crs); err != nil {
		return geo.Statement{Err: indicators.Problem{Line: t.crsLine, What: "the member crs cannot be read: " + cut(t.crs), Remedy: `write it as {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3006"}}`}}
	}
	if crs == nil {
		return geo.Statement{By: "the member crs is null"}
	}
	if crs.Type != "name" {
		return geo.Statement{Err: indicators.Problem{Line: t.crsLine, What: fmt.Sprintf("the member crs is of type %q, expected name", crs.Type), Remedy: `write it as {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3006"}}`}}
	}
	c, err := geo.ParseCRS(crs.Properties.Name)
	if p, ok := err.(indicators.Problem); ok {
		p.Line = t.crsLine
		err = p
	}
	return geo.Statement{CRS: c, By: "by the member crs", Err: err}
}

// sparse is how many times more places the columns of all features may have than there are properties, so that a small file of features that
// have nothing in common does not fill the memory.
const sparse = 64

// tooSparse says that features have too little in common, if the columns of n of them have so many places.
func (r *reader) tooSparse(cells, n int) error {
	if cells <= sparse*r.present+1<<16 {
		return nil
	}
	return indicators.Problem{File: r.file, What: fmt.Sprintf("the first %d features have properties of %d different names, and each has %d of them in the mean", n, len(r.layer.Columns), r.present/n),
		Remedy: "keep the properties that areas have in common"}
}

// fillColumns gives every feature a property for every column.
func (r *reader) fillColumns() error {
	l := r.layer
	if err := r.tooSparse(len(l.Columns)*len(l.Features), len(l.Features)); err != nil {
		return err
	}
	for i, f := range l.Features {
		if n := len(l.Columns) - len(f.Properties); n > 0 {
			l.Features[i].Properties = append(f.Properties, make([]any, n)...)
		}
	}
	return nil
}
