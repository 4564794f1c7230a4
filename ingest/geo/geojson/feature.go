package geojson

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"github.com/jamlik/jamlik/ingest/geo"
)

// feature reads a feature. What is wrong with it alone is kept and reading goes on; an error is one of JSON, after which it cannot.
func (r *reader) feature(text []byte, line int) error {
	f := geo.Feature{Number: len(r.layer.Features) + 1, Line: line}
	p := parser{file: r.file, text: text, line: line}
	ok := r.featureMembers(&p, &f)
	if ok && p.next() != 0 {
		p.broken("the end of the feature")
	}
	r.layer.Features = append(r.layer.Features, f)
	if p.problem == nil {
		r.cells += len(f.Properties)
		return r.tooSparse(r.cells, f.Number)
	}
	p.problem.What = r.layer.Label(f) + ": " + p.problem.What
	r.problems.Add(*p.problem)
	if p.syntax {
		return r.problems.Err()
	}
	return nil
}

// featureMembers reads the members of a feature.
func (r *reader) featureMembers(p *parser, f *geo.Feature) bool {
	if p.next() != '{' {
		return p.fail(p.at, fmt.Sprintf("it is %s where an object is expected", p.kind()), "")
	}
	var kind string
	var id any
	var seen [4]bool
	named := [4]string{"type", "geometry", "properties", "id"}
	ok := p.members("a feature", func(key []byte, at int) bool {
		known := slices.Index(named[:], string(key))
		if known >= 0 {
			if seen[known] {
				return p.fail(at, fmt.Sprintf("it has the key %q twice", key), "keep one of them")
			}
			seen[known] = true
		}
		switch known {
		case 0:
			if p.next() != '"' {
				return p.fail(p.at, fmt.Sprintf("its type is %s where a text is expected", p.kind()), "")
			}
			s, ok := p.string()
			kind = string(s)
			return ok
		case 1:
			if p.next() == 'n' {
				return p.word("null")
			}
			start := p.at
			if r.shape(p, f) {
				return true
			}
			end, ok := valueEnd(p.text, start) // on to the properties, for the code
			p.at = end
			return ok && !p.syntax
		case 2:
			if p.next() == 'n' {
				return p.word("null")
			}
			return r.properties(p, f)
		case 3:
			v, ok := r.property(p)
			id = v
			return ok
		}
		if string(key) == "crs" && p.next() != 'n' {
			return p.fail(at, "it has a member crs of its own", "a layer has one system: convert the feature, and give the crs beside features")
		}
		_, ok := p.skip()
		return ok
	})
	if !ok {
		return false
	}
	if kind != "Feature" {
		remedy := ""
		if _, geometry := depths[kind]; geometry {
			remedy = "put the geometry in a Feature"
		}
		return p.fail(0, fmt.Sprintf("its type is %q, expected Feature", kind), remedy)
	}
	if id != nil {
		r.identify(f, id)
	}
	return true
}

// identify keeps the member id of a feature as a property, unless there is one of that name.
func (r *reader) identify(f *geo.Feature, id any) {
	column := r.column([]byte("id"))
	if r.given[column] != f.Number {
		r.set(f, column, id)
	} else if f.Properties[column] != id {
		r.twoIDs++
	}
}

// column returns the place of a property among the columns, which it joins if it is new.
func (r *reader) column(name []byte) int {
	if i, ok := r.columns[string(name)]; ok {
		return i
	}
	i := len(r.layer.Columns)
	r.columns[string(name)] = i
	r.layer.Columns = append(r.layer.Columns, string(name))
	r.given = append(r.given, 0)
	return i
}

// set keeps a property of a feature.
func (r *reader) set(f *geo.Feature, column int, value any) {
	r.given[column] = f.Number
	r.present++
	if f.Properties == nil {
		f.Properties = make([]any, 0, len(r.layer.Columns))
	}
	for len(f.Properties) <= column {
		f.Properties = append(f.Properties, nil)
	}
	f.Properties[column] = value
}

// properties reads the properties of a feature.
func (r *reader) properties(p *parser, f *geo.Feature) bool {
	if p.next() != '{' {
		return p.fail(p.at, fmt.Sprintf("its properties are %s where an object is expected", p.kind()), "")
	}
	return p.members("the properties", func(key []byte, at int) bool {
		column := r.column(key)
		if r.given[column] == f.Number {
			return p.fail(at, fmt.Sprintf("it has the property %q twice", key), "keep one of them")
		}
		v, ok := r.property(p)
		if ok {
			r.set(f, column, v)
		}
		return ok
	})
}

// property reads the value of a property.
func (r *reader) property(p *parser) (any, bool) {
	switch c := p.next(); {
	case c == '"':
		s, ok := p.string()
		return r.intern(s), ok
	case c == '-', c-'0' <= 9:
		return r.numeral(p)
	case c == 'n':
		return nil, p.word("null")
	case c == 't':
		return true, p.word("true")
	case c == 'f':
		return false, p.word("false")
	case c == '{', c == '[':
		raw, ok := p.skip()
		if !ok {
			return nil, false
		}
		r.compact.Reset()
		if err := json.Compact(&r.compact, raw); err != nil {
			return nil, p.broken("a value")
		}
		return r.intern(r.compact.Bytes()), true
	}
	return nil, p.broken("a value")
}

// numeral reads a number, and keeps as its digits one that float64 would round to another whole number: it is a code.
func (r *reader) numeral(p *parser) (any, bool) {
	start := p.at
	v, ok := p.number()
	if !ok {
		return nil, false
	}
	token := p.text[start:p.at]
	const exact = 1 << 53
	if (v >= exact || v <= -exact) && !bytes.ContainsAny(token, ".eE") && strconv.FormatFloat(v, 'f', 0, 64) != string(token) {
		return r.intern(token), true
	}
	return v, true
}

// intern returns a text, one for all that are equal: names of municipalities come again and again.
func (r *reader) intern(s []byte) string {
	if t, ok := r.texts[string(s)]; ok {
		return t
	}
	t := string(s)
	const most = 1 << 16
	if len(r.texts) < most && len(t) < 100 {
		r.texts[t] = t
	}
	return t
}

// shape reads a geometry into its feature.
func (r *reader) shape(p *parser, f *geo.Feature) bool {
	if p.next() != '{' {
		return p.fail(p.at, fmt.Sprintf("its geometry is %s where an object is expected", p.kind()), "")
	}
	var kind string
	var seen [3]bool
	named := [3]string{"type", "coordinates", "geometries"}
	start := p.at
	ok := p.members("a geometry", func(key []byte, at int) bool {
		known := slices.Index(named[:], string(key))
		if known >= 0 {
			if seen[known] {
				return p.fail(at, fmt.Sprintf("its geometry has the key %q twice", key), "keep one of them")
			}
			seen[known] = true
		}
		switch known {
		case 0:
			if p.next() != '"' {
				return p.fail(p.at, fmt.Sprintf("the type of its geometry is %s where a text is expected", p.kind()), "")
			}
			s, ok := p.string()
			kind = string(s)
			return ok
		case 1:
			return p.coordinates(&r.scratch)
		}
		_, ok := p.skip()
		return ok
	})
	if !ok {
		return false
	}
	if _, ok := depths[kind]; !ok {
		switch kind {
		case "GeometryCollection":
			return p.fail(start, "its geometry is a GeometryCollection, which mixes points, lines and areas", "keep its areas as a MultiPolygon")
		case "":
			return p.fail(start, "its geometry has no type", "")
		}
		return p.fail(start, fmt.Sprintf("the type of its geometry is %q, which GeoJSON does not have", kind), "one of Point, MultiPoint, LineString, MultiLineString, Polygon, MultiPolygon")
	}
	if !seen[1] {
		return p.fail(start, "its geometry has no coordinates", "")
	}
	g, ok := p.geometry(kind, &r.scratch)
	if !ok {
		return false
	}
	if r.scratch.heights {
		r.heights++
	}
	f.Geometry = g
	return true
}
