package geojson

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"

	"github.com/paulmach/orb"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest/geo"
)

// WriteOptions say how a layer is written. The zero WriteOptions means RFC 7946: longitude and latitude of WGS 84.
type WriteOptions struct {
	CRS   geo.CRS // EPSG:3006 and other planes are named by the member crs of before 2016, which map programs still read; Unknown means WGS 84
	Exact bool    // write all digits of coordinates, not centimetres in degrees and millimetres in metres
}

// decimals are those that coordinates are rounded to: 1 cm in degrees, 1 mm in metres.
const (
	decimalsOfDegrees = 7
	decimalsOfMetres  = 3
)

// Write writes a layer as a FeatureCollection, one feature to a line. Outer rings go counter-clockwise and holes clockwise, as RFC 7946 wants. All
// features have all columns, in the layer's order. The same layer gives the same bytes.
func Write(out io.Writer, l *geo.Layer, o WriteOptions) error {
	if o.CRS == geo.Unknown {
		o.CRS = geo.WGS84
	}
	p, err := l.Project(o.CRS)
	if err != nil {
		return err
	}
	w := writer{exact: o.Exact, decimals: decimalsOfMetres}
	if o.CRS.Degrees() {
		w.decimals = decimalsOfDegrees
	}
	for _, name := range p.Columns {
		w.names = append(w.names, w.quoted(name))
	}
	b := bufio.NewWriterSize(out, 1<<16)
	w.line = append(w.line, `{"type":"FeatureCollection",`...)
	if p.Name != "" {
		w.line = append(append(append(w.line, `"name":`...), w.quoted(p.Name)...), ',')
	}
	if o.CRS != geo.WGS84 {
		w.line = fmt.Appendf(w.line, `"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::%d"}},`, int(o.CRS))
	}
	w.line = append(w.line, `"features":[`...)
	for i, f := range p.Features {
		if i > 0 {
			w.line = append(w.line, ',')
		}
		w.line = append(w.line, '\n')
		if err := w.feature(f); err != nil {
			return p.Problem(f, err.Error(), "")
		}
		if _, err := b.Write(w.line); err != nil {
			return err
		}
		w.line = w.line[:0]
	}
	w.line = append(w.line, "\n]}\n"...)
	if _, err := b.Write(w.line); err != nil {
		return err
	}
	return b.Flush()
}

// writer makes the text of one feature after another.
type writer struct {
	exact    bool
	decimals int
	names    [][]byte // of the columns, quoted
	line     []byte
}

func (w *writer) quoted(s string) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(s) // a text can always be written
	return bytes.TrimRight(b.Bytes(), "\n")
}

func (w *writer) feature(f geo.Feature) error {
	w.line = append(w.line, `{"type":"Feature","properties":{`...)
	for i, name := range w.names {
		if i > 0 {
			w.line = append(w.line, ',')
		}
		w.line = append(append(w.line, name...), ':')
		switch v := f.Property(i).(type) {
		case nil:
			w.line = append(w.line, "null"...)
		case bool:
			w.line = strconv.AppendBool(w.line, v)
		case string:
			w.line = append(w.line, w.quoted(v)...)
		case float64:
			if math.IsNaN(v) || math.IsInf(v, 0) {
				return fmt.Errorf("%s is %v, which JSON cannot hold", name, v)
			}
			w.line = appendNumber(w.line, v)
		default:
			return fmt.Errorf("%s is a %T, which no property is", name, v)
		}
	}
	w.line = append(w.line, `},"geometry":`...)
	if err := w.geometry(f.Geometry); err != nil {
		return err
	}
	w.line = append(w.line, '}')
	return nil
}

// appendNumber writes the shortest text that is read as the same number.
func appendNumber(b []byte, v float64) []byte {
	if a := math.Abs(v); a != 0 && (a < 1e-6 || a >= 1e21) {
		return strconv.AppendFloat(b, v, 'e', -1, 64)
	}
	return strconv.AppendFloat(b, v, 'f', -1, 64)
}

func (w *writer) geometry(g orb.Geometry) error {
	if g == nil {
		w.line = append(w.line, "null"...)
		return nil
	}
	w.line = append(append(w.line, `{"type":"`...), g.GeoJSONType()...)
	w.line = append(w.line, `","coordinates":`...)
	var err error
	switch g := g.(type) {
	case orb.Point:
		err = w.point(g)
	case orb.MultiPoint:
		err = w.points(g)
	case orb.LineString:
		err = w.points(g)
	case orb.MultiLineString:
		err = list(w, g, func(l orb.LineString) error { return w.points(l) })
	case orb.Polygon:
		err = w.polygon(g)
	case orb.MultiPolygon:
		err = list(w, g, w.polygon)
	default:
		err = fmt.Errorf("a %s is no geometry of a layer", g.GeoJSONType())
	}
	w.line = append(w.line, '}')
	return err
}

// list writes the elements of an array.
func list[T any](w *writer, elements []T, write func(T) error) error {
	w.line = append(w.line, '[')
	for i, e := range elements {
		if i > 0 {
			w.line = append(w.line, ',')
		}
		if err := write(e); err != nil {
			return err
		}
	}
	w.line = append(w.line, ']')
	return nil
}

// polygon writes the rings in the order of RFC 7946.
func (w *writer) polygon(p orb.Polygon) error {
	outer := true
	return list(w, p, func(r orb.Ring) error {
		want := orb.CW
		if outer {
			want = orb.CCW
		}
		outer = false
		if len(r) > 0 && r.Orientation() == -want {
			r = slices.Clone(r)
			slices.Reverse(r)
		}
		return w.points(w.apart(r))
	})
}

// apart returns a ring without the points that rounding puts on the one before, unless too few are left for a ring.
func (w *writer) apart(r orb.Ring) orb.Ring {
	if w.exact {
		return r
	}
	unit := math.Pow10(w.decimals)
	out := slices.CompactFunc(slices.Clone(r), func(a, b orb.Point) bool {
		return math.Round(a[0]*unit) == math.Round(b[0]*unit) && math.Round(a[1]*unit) == math.Round(b[1]*unit)
	})
	if len(out) < 4 {
		return r
	}
	return out
}

func (w *writer) points(ps []orb.Point) error { return list(w, ps, w.point) }

func (w *writer) point(p orb.Point) error {
	w.line = append(w.line, '[')
	for i, v := range p {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return indicators.Problem{What: fmt.Sprintf("a coordinate is %v", v)}
		}
		if i > 0 {
			w.line = append(w.line, ',')
		}
		if w.exact {
			w.line = appendNumber(w.line, v)
			continue
		}
		start := len(w.line)
		w.line = strconv.AppendFloat(w.line, v, 'f', w.decimals, 64)
		w.line = bytes.TrimRight(w.line, "0")
		w.line = bytes.TrimSuffix(w.line, []byte("."))
		if string(w.line[start:]) == "-0" {
			w.line = append(w.line[:start], '0')
		}
	}
	w.line = append(w.line, ']')
	return nil
}
