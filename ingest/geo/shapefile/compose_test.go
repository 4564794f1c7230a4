package shapefile

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io/fs"
	"math"
	"strconv"
	"strings"

	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/geo"
)

// files are the parts of a shapefile by name.
type files map[string][]byte

func (fs_ files) open(name string) (ingest.Input, error) {
	b, ok := fs_[name]
	if !ok {
		return ingest.Input{}, fmt.Errorf("%s: %w", name, fs.ErrNotExist)
	}
	return ingest.Input{Name: name, Data: bytes.NewReader(b), Size: int64(len(b))}, nil
}

func (fs_ files) read(o geo.Options) (*geo.Layer, error) { return Read("a.shp", fs_.open, o) }

// with returns the files with one of them changed, or taken away if it is nil.
func (fs_ files) with(name string, data []byte) files {
	changed := files{}
	for n, b := range fs_ {
		changed[n] = b
	}
	if data == nil {
		delete(changed, name)
	} else {
		changed[name] = data
	}
	return changed
}

// content is the content of a shape: little-endian integers of 32 bits, and floats of 64.
func content(values ...any) []byte {
	var b []byte
	for _, v := range values {
		switch v := v.(type) {
		case int:
			b = binary.LittleEndian.AppendUint32(b, uint32(v))
		case float64:
			b = binary.LittleEndian.AppendUint64(b, math.Float64bits(v))
		case [][2]float64:
			for _, p := range v {
				b = append(b, content(p[0], p[1])...)
			}
		}
	}
	return b
}

// shaped is the content of a polyline or polygon.
func shaped(kind int, parts ...[][2]float64) []byte {
	n := 0
	var starts, all []byte
	for _, p := range parts {
		starts = append(starts, content(n)...)
		all = append(all, content(p)...)
		n += len(p)
	}
	b := content(kind, 0.0, 0.0, 0.0, 0.0, len(parts), n)
	return append(append(b, starts...), all...)
}

// shp returns a .shp and its .shx.
func shp(kind int, contents ...[]byte) (shp, shx []byte) {
	header := func(size int) []byte {
		b := binary.BigEndian.AppendUint32(nil, 9994)
		b = append(b, make([]byte, 20)...)
		b = binary.BigEndian.AppendUint32(b, uint32(size/2))
		b = append(b, content(1000, kind)...)
		return append(b, make([]byte, 64)...)
	}
	for i, c := range contents {
		shx = binary.BigEndian.AppendUint32(shx, uint32((100+len(shp))/2))
		shx = binary.BigEndian.AppendUint32(shx, uint32(len(c)/2))
		shp = binary.BigEndian.AppendUint32(shp, uint32(i+1))
		shp = binary.BigEndian.AppendUint32(shp, uint32(len(c)/2))
		shp = append(shp, c...)
	}
	return append(header(100+len(shp)), shp...), append(header(100+len(shx)), shx...)
}

// dbase returns a table of columns such as "deso C 9" or "n N 5 1", and rows with a mark of deletion or a blank first.
func dbase(language byte, columns []string, rows ...string) []byte {
	size := 1
	var fields []byte
	for _, c := range columns {
		words := append(strings.Fields(c), "0")
		name, kind := words[0], words[1]
		width, _ := strconv.Atoi(words[2])
		decimals, _ := strconv.Atoi(words[3])
		size += width
		d := make([]byte, 32)
		copy(d, name)
		d[11], d[16], d[17] = kind[0], byte(width), byte(decimals)
		fields = append(fields, d...)
	}
	head := make([]byte, 32)
	head[0], head[29] = 3, language
	binary.LittleEndian.PutUint32(head[4:], uint32(len(rows)))
	binary.LittleEndian.PutUint16(head[8:], uint16(32+len(fields)+1))
	binary.LittleEndian.PutUint16(head[10:], uint16(size))
	b := append(append(head, fields...), '\r')
	for _, r := range rows {
		if len(r) > size {
			panic(fmt.Sprintf("the row %q is longer than %d", r, size))
		}
		b = append(b, r+strings.Repeat(" ", size-len(r))...)
	}
	return append(b, 0x1a)
}

var (
	outer  = [][2]float64{{380000, 6400000}, {380000, 6400100}, {380100, 6400100}, {380100, 6400000}, {380000, 6400000}} // clockwise
	inner  = [][2]float64{{380010, 6400010}, {380020, 6400010}, {380020, 6400020}, {380010, 6400020}, {380010, 6400010}} // counter-clockwise
	island = [][2]float64{{380012, 6400012}, {380012, 6400018}, {380018, 6400018}, {380012, 6400012}}                    // clockwise, in inner
	other  = [][2]float64{{380200, 6400000}, {380200, 6400100}, {380300, 6400100}, {380200, 6400000}}                    // clockwise, beside outer
)

// back returns a ring the other way round.
func back(r [][2]float64) [][2]float64 {
	b := make([][2]float64, len(r))
	for i, p := range r {
		b[len(r)-1-i] = p
	}
	return b
}

// one returns the files of shapes of one kind, with a code a, b, c … each.
func one(kind int, contents ...[]byte) files {
	s, x := shp(kind, contents...)
	var rows []string
	for i := range contents {
		rows = append(rows, " "+string(rune('a'+i)))
	}
	return files{"a.shp": s, "a.shx": x, "a.dbf": dbase(0, []string{"deso C 9"}, rows...), "a.prj": []byte(geo.SWEREF99TM.WKT())}
}

func messages(errs []error) []string {
	var texts []string
	for _, err := range errs {
		texts = append(texts, err.Error())
	}
	return texts
}
