package shapefile

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"path"

	"github.com/paulmach/orb"

	"github.com/jamlik/jamlik/ingest"
)

// The types of shapes. Those with heights are 10 more, those with measures 20 more.
const (
	shapeNull       = 0
	shapePoint      = 1
	shapePolyLine   = 3
	shapePolygon    = 5
	shapeMultiPoint = 8
	shapeMultiPatch = 31
)

const headerBytes = 100

// header reads and checks the header of the .shp.
func (r *reader) header() error {
	name := r.layer.File
	head, err := readHeader(r.shp)
	if err != nil {
		return err
	}
	if head == nil {
		return r.problem(name, fmt.Sprintf("the file has %d bytes, less than a header", r.shp.Size), "it seems to be cut off: fetch it again")
	}
	if !Sniff(head) {
		return r.problem(name, "this is no shapefile: it does not begin as a .shp does", "")
	}
	if size := 2 * int64(binary.BigEndian.Uint32(head[24:])); size > r.shp.Size {
		return r.problem(name, fmt.Sprintf("the file has %d bytes of the %d that its header says", r.shp.Size, size), "it seems to be cut off: fetch it again")
	}
	r.kind = binary.LittleEndian.Uint32(head[32:])
	switch plain(r.kind) {
	case shapeNull, shapePoint, shapePolyLine, shapePolygon, shapeMultiPoint:
		return nil
	}
	if r.kind == shapeMultiPatch {
		return r.problem(name, "the shapes are bodies of triangles (MultiPatch), which are not read", "convert them to polygons")
	}
	return r.problem(name, fmt.Sprintf("the shapes are of type %d, which does not exist", r.kind), "")
}

// readHeader reads the header that .shp and .shx have, nil if the file is shorter.
func readHeader(in ingest.Input) ([]byte, error) {
	head := make([]byte, headerBytes)
	_, err := io.ReadFull(in.Section(), head)
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", in.Name, err)
	}
	return head, nil
}

// plain returns the type of a shape without heights and measures.
func plain(kind uint32) uint32 {
	if kind > shapeMultiPoint && kind < shapeMultiPatch {
		return kind % 10
	}
	return kind
}

// record is where the content of a shape stands.
type record struct{ offset, size int64 }

// index returns the place of every shape, from the .shx or, without one, by going through the .shp.
func (r *reader) index() ([]record, error) {
	in, name, err := r.beside(".shx")
	if errors.Is(err, fs.ErrNotExist) {
		r.warn(r.layer.File, fmt.Sprintf("there is no %s; the shapes are read in the order that they stand", path.Base(name)))
		return r.scan()
	}
	if err != nil {
		return nil, err
	}
	head, err := readHeader(in)
	if err != nil {
		return nil, err
	}
	if head == nil || !Sniff(head) || (in.Size-headerBytes)%8 != 0 || 2*int64(binary.BigEndian.Uint32(head[24:])) != in.Size {
		return nil, r.problem(name, fmt.Sprintf("the file has %d bytes and is no index of a shapefile, or is cut off", in.Size), "fetch it again, or take it away: the shapes are then read in the order that they stand")
	}
	data := make([]byte, in.Size-headerBytes)
	if _, err := in.Data.ReadAt(data, headerBytes); err != nil && err != io.EOF {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	records := make([]record, len(data)/8)
	sum := int64(0)
	for i := range records {
		rec := record{2*int64(binary.BigEndian.Uint32(data[8*i:])) + 8, 2 * int64(binary.BigEndian.Uint32(data[8*i+4:]))}
		if sum += rec.size + 8; rec.offset < headerBytes+8 || rec.offset+rec.size > r.shp.Size || sum > r.shp.Size {
			return nil, r.problem(name, fmt.Sprintf("shape %d has %d bytes from byte %d on, which %s does not have", i+1, rec.size, rec.offset, path.Base(r.layer.File)), "the files do not belong together, or are damaged: fetch both again")
		}
		records[i] = rec
	}
	return records, nil
}

// scan goes through the .shp from shape to shape.
func (r *reader) scan() ([]record, error) {
	var records []record
	var head [8]byte
	for at := int64(headerBytes); at < r.shp.Size; {
		_, err := r.shp.Data.ReadAt(head[:], at)
		if err != nil && err != io.EOF {
			return nil, fmt.Errorf("%s: %w", r.layer.File, err)
		}
		rec := record{at + 8, 2 * int64(binary.BigEndian.Uint32(head[4:]))}
		if at = rec.offset + rec.size; err == io.EOF && rec.offset > r.shp.Size || at > r.shp.Size {
			return nil, r.problem(r.layer.File, fmt.Sprintf("shape %d ends beyond the file", len(records)+1), "it seems to be cut off: fetch it again")
		}
		records = append(records, rec)
	}
	return records, nil
}

// content reads a shape. It is valid until the next call.
func (r *reader) content(rec record, buf *[]byte) ([]byte, error) {
	if int64(cap(*buf)) < rec.size {
		*buf = make([]byte, rec.size)
	}
	b := (*buf)[:rec.size]
	if _, err := r.shp.Data.ReadAt(b, rec.offset); err != nil && err != io.EOF {
		return nil, fmt.Errorf("%s: %w", r.layer.File, err)
	}
	return b, nil
}

var errShort = errors.New("the shape ends too early")

// shape reads a shape, nil if it is empty. Extra tells of heights or measures.
func (r *reader) shape(b []byte) (g orb.Geometry, extra bool, err error) {
	if len(b) < 4 {
		return nil, false, errShort
	}
	kind := binary.LittleEndian.Uint32(b)
	if kind == shapeNull {
		return nil, false, nil
	}
	if kind != r.kind {
		return nil, false, fmt.Errorf("the shape is of type %d, and the file of type %d", kind, r.kind)
	}
	extra = kind != plain(kind)
	b = b[4:]
	switch plain(kind) {
	case shapePoint:
		if len(b) < 16 {
			return nil, false, errShort
		}
		return points(b[:16])[0], extra, nil
	case shapeMultiPoint:
		if len(b) < 36 {
			return nil, false, errShort
		}
		n := int64(binary.LittleEndian.Uint32(b[32:]))
		if n > int64(len(b)-36)/16 {
			return nil, false, fmt.Errorf("the shape says that it has %d points, but ends before", n)
		}
		if n == 0 {
			return nil, false, nil
		}
		return orb.MultiPoint(points(b[36 : 36+16*n])), extra, nil
	}
	lines, err := parts(b)
	if err != nil || len(lines) == 0 {
		return nil, false, err
	}
	if plain(kind) == shapePolyLine {
		if len(lines) == 1 {
			return orb.LineString(lines[0]), extra, nil
		}
		m := make(orb.MultiLineString, len(lines))
		for i, l := range lines {
			m[i] = l
		}
		return m, extra, nil
	}
	g, err = r.polygon(lines)
	return g, extra, err
}

// parts reads the lines of a polyline or the rings of a polygon.
func parts(b []byte) ([][]orb.Point, error) {
	if len(b) < 40 {
		return nil, errShort
	}
	nParts, nPoints := int64(binary.LittleEndian.Uint32(b[32:])), int64(binary.LittleEndian.Uint32(b[36:]))
	b = b[40:]
	if nParts > int64(len(b))/4 || nPoints > (int64(len(b))-4*nParts)/16 {
		return nil, fmt.Errorf("the shape says that it has %d parts and %d points, but ends before", nParts, nPoints)
	}
	all := points(b[4*nParts : 4*nParts+16*nPoints])
	lines := make([][]orb.Point, nParts)
	end := nPoints
	for i := nParts - 1; i >= 0; i-- {
		start := int64(binary.LittleEndian.Uint32(b[4*i:]))
		if start > end || i == 0 && start != 0 {
			return nil, fmt.Errorf("part %d of the shape begins at point %d of %d", i+1, start, end)
		}
		lines[i] = all[start:end:end]
		end = start
	}
	if nParts == 0 && nPoints > 0 {
		return nil, fmt.Errorf("the shape has %d points and no parts", nPoints)
	}
	return lines, nil
}

func points(b []byte) []orb.Point {
	ps := make([]orb.Point, len(b)/16)
	for i := range ps {
		ps[i] = orb.Point{math.Float64frombits(binary.LittleEndian.Uint64(b[16*i:])), math.Float64frombits(binary.LittleEndian.Uint64(b[16*i+8:]))}
	}
	return ps
}
