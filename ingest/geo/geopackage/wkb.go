package geopackage

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"github.com/paulmach/orb"
)

// The types of well-known binary that areas and points have.
const (
	wkbPoint = 1 + iota
	wkbLineString
	wkbPolygon
	wkbMultiPoint
	wkbMultiLineString
	wkbMultiPolygon
	wkbGeometryCollection
)

var errShort = errors.New("the geometry ends too early")

// wkb reads well-known binary, of ISO (types from 1000 on have heights or measures) and of PostGIS (flags for them).
type wkb struct {
	data    []byte
	order   binary.ByteOrder
	extra   int  // numbers of a point beyond the two
	heights bool // there are such numbers
}

// decodeWKB returns the geometry of well-known binary, nil if it is empty. Heights and measures are left out.
func decodeWKB(data []byte) (g orb.Geometry, heights bool, err error) {
	r := wkb{data: data}
	g, err = r.geometry()
	if err == nil && len(r.data) > 0 {
		err = fmt.Errorf("%d bytes follow after the geometry", len(r.data))
	}
	if err != nil {
		return nil, false, err
	}
	return g, r.heights, nil
}

// kind reads the byte order and type that begin a geometry.
func (r *wkb) kind() (int, error) {
	if len(r.data) < 5 {
		return 0, errShort
	}
	switch r.data[0] {
	case 0:
		r.order = binary.BigEndian
	case 1:
		r.order = binary.LittleEndian
	default:
		return 0, fmt.Errorf("the byte order of the geometry is %d, expected 0 or 1", r.data[0])
	}
	code := r.order.Uint32(r.data[1:])
	r.data = r.data[5:]
	r.extra = 0
	for _, flag := range []uint32{1 << 31, 1 << 30} { // height, measure
		if code&flag != 0 {
			r.extra++
		}
	}
	if code&(1<<29) != 0 { // the system, again
		if len(r.data) < 4 {
			return 0, errShort
		}
		r.data = r.data[4:]
	}
	kind := code & (1<<29 - 1)
	switch kind / 1000 {
	case 0:
	case 1, 2:
		r.extra++
	case 3:
		r.extra += 2
	default:
		return 0, fmt.Errorf("the type of the geometry is %d, which does not exist", code)
	}
	r.heights = r.heights || r.extra > 0
	return int(kind % 1000), nil
}

// count reads a number of things that take at least some bytes each, so that no more is ever made room for than the data can fill.
func (r *wkb) count(of string, least int) (int, error) {
	if len(r.data) < 4 {
		return 0, errShort
	}
	n := int64(r.order.Uint32(r.data))
	r.data = r.data[4:]
	if n > int64(len(r.data)/least) {
		return 0, fmt.Errorf("the geometry says that it has %d %s, but ends before", n, of)
	}
	return int(n), nil
}

// pointBytes is the size of a point.
func (r *wkb) pointBytes() int { return 8 * (2 + r.extra) }

func (r *wkb) point() orb.Point {
	p := orb.Point{math.Float64frombits(r.order.Uint64(r.data)), math.Float64frombits(r.order.Uint64(r.data[8:]))}
	r.data = r.data[r.pointBytes():]
	return p
}

// points reads a number and that many points.
func (r *wkb) points() ([]orb.Point, error) {
	n, err := r.count("points", r.pointBytes())
	if err != nil {
		return nil, err
	}
	points := make([]orb.Point, n)
	for i := range points {
		points[i] = r.point()
	}
	return points, nil
}

func (r *wkb) polygon() (orb.Polygon, error) {
	n, err := r.count("rings", 4)
	if err != nil {
		return nil, err
	}
	p := make(orb.Polygon, n)
	for i := range p {
		if p[i], err = r.points(); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// members reads a number of geometries of one kind, each with its own byte order and type.
func (r *wkb) members(of string, kind int, f func() error) error {
	n, err := r.count(of, 9)
	if err != nil {
		return err
	}
	for i := range n {
		k, err := r.kind()
		if err != nil {
			return err
		}
		if k != kind {
			return fmt.Errorf("part %d of the geometry is of type %d, expected %d", i+1, k, kind)
		}
		if err := f(); err != nil {
			return err
		}
	}
	return nil
}

func (r *wkb) geometry() (orb.Geometry, error) {
	kind, err := r.kind()
	if err != nil {
		return nil, err
	}
	switch kind {
	case wkbPoint:
		if len(r.data) < r.pointBytes() {
			return nil, errShort
		}
		if p := r.point(); !math.IsNaN(p[0]) || !math.IsNaN(p[1]) { // which is how an empty point is written
			return p, nil
		}
		return nil, nil
	case wkbLineString:
		points, err := r.points()
		if err != nil || len(points) == 0 {
			return nil, err
		}
		return orb.LineString(points), nil
	case wkbPolygon:
		p, err := r.polygon()
		if err != nil || len(p) == 0 {
			return nil, err
		}
		return p, nil
	case wkbMultiPoint:
		var m orb.MultiPoint
		err := r.members("points", wkbPoint, func() error {
			if len(r.data) < r.pointBytes() {
				return errShort
			}
			m = append(m, r.point())
			return nil
		})
		if err != nil || len(m) == 0 {
			return nil, err
		}
		return m, nil
	case wkbMultiLineString:
		var m orb.MultiLineString
		err := r.members("lines", wkbLineString, func() error {
			points, err := r.points()
			m = append(m, points)
			return err
		})
		if err != nil || len(m) == 0 {
			return nil, err
		}
		return m, nil
	case wkbMultiPolygon:
		var m orb.MultiPolygon
		err := r.members("polygons", wkbPolygon, func() error {
			p, err := r.polygon()
			if len(p) > 0 {
				m = append(m, p)
			}
			return err
		})
		if err != nil || len(m) == 0 {
			return nil, err
		}
		return m, nil
	case wkbGeometryCollection:
		return nil, errors.New("the geometry is a GeometryCollection, which mixes points, lines and areas")
	}
	if kind >= 8 && kind <= 17 {
		return nil, errors.New("the geometry has arcs or surfaces, which are not read")
	}
	return nil, fmt.Errorf("the type of the geometry is %d, which does not exist", kind)
}

// appendWKB writes a geometry as little-endian well-known binary.
func appendWKB(b []byte, g orb.Geometry) []byte {
	begin := func(kind uint32, n int) {
		b = append(b, 1)
		b = binary.LittleEndian.AppendUint32(b, kind)
		if n >= 0 {
			b = binary.LittleEndian.AppendUint32(b, uint32(n))
		}
	}
	points := func(ps []orb.Point) {
		for _, p := range ps {
			b = binary.LittleEndian.AppendUint64(b, math.Float64bits(p[0]))
			b = binary.LittleEndian.AppendUint64(b, math.Float64bits(p[1]))
		}
	}
	polygon := func(p orb.Polygon) {
		begin(wkbPolygon, len(p))
		for _, r := range p {
			b = binary.LittleEndian.AppendUint32(b, uint32(len(r)))
			points(r)
		}
	}
	line := func(l orb.LineString) {
		begin(wkbLineString, len(l))
		points(l)
	}
	switch g := g.(type) {
	case orb.Point:
		begin(wkbPoint, -1)
		points([]orb.Point{g})
	case orb.MultiPoint:
		begin(wkbMultiPoint, len(g))
		for _, p := range g {
			begin(wkbPoint, -1)
			points([]orb.Point{p})
		}
	case orb.LineString:
		line(g)
	case orb.MultiLineString:
		begin(wkbMultiLineString, len(g))
		for _, l := range g {
			line(l)
		}
	case orb.Polygon:
		polygon(g)
	case orb.MultiPolygon:
		begin(wkbMultiPolygon, len(g))
		for _, p := range g {
			polygon(p)
		}
	}
	return b
}
