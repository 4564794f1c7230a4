package geopackage

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"github.com/paulmach/orb"

	"github.com/jamlik/jamlik/ingest/geo"
)

// The flags of a geometry's header (GeoPackage 1.3, clause 2.1.3).
const (
	flagLittleEndian = 1 << 0
	flagEmpty        = 1 << 4
	flagExtended     = 1 << 5
)

// envelopes are the sizes of the rectangle in a header by the code of its kind: none, x and y, with z, with m, with both.
var envelopes = [...]int{0, 32, 48, 48, 64}

// decodeBlob returns the geometry of a cell, nil if it is empty, and the number that it gives for its system.
func decodeBlob(blob []byte) (g orb.Geometry, system int32, heights bool, err error) {
	switch {
	case len(blob) < 8:
		return nil, 0, false, errors.New("the header of the geometry ends too early")
	case blob[0] != 'G' || blob[1] != 'P':
		return nil, 0, false, fmt.Errorf("the geometry begins with %q, expected \"GP\"", blob[:2])
	case blob[2] != 0:
		return nil, 0, false, fmt.Errorf("the header of the geometry is of version %d, expected 0", blob[2])
	}
	flags := blob[3]
	var order binary.ByteOrder = binary.BigEndian
	if flags&flagLittleEndian != 0 {
		order = binary.LittleEndian
	}
	system = int32(order.Uint32(blob[4:]))
	if flags&flagExtended != 0 {
		return nil, system, false, errors.New("the geometry is of an extended type, which is not read")
	}
	kind := int(flags >> 1 & 7)
	if kind >= len(envelopes) {
		return nil, system, false, fmt.Errorf("the envelope of the geometry is of kind %d, which does not exist", kind)
	}
	if len(blob) < 8+envelopes[kind] {
		return nil, system, false, errors.New("the header of the geometry ends too early")
	}
	g, heights, err = decodeWKB(blob[8+envelopes[kind]:])
	if err != nil {
		return nil, system, false, err
	}
	if flags&flagEmpty != 0 && g != nil {
		return nil, system, false, errors.New("the header of the geometry says that it is empty, but it is not")
	}
	if flaw := geo.Flaw(g); flaw != "" {
		return nil, system, false, errors.New(flaw)
	}
	return g, system, heights, nil
}

// appendBlob writes a geometry as a cell, with its rectangle unless it is a point.
func appendBlob(b []byte, g orb.Geometry, system int32) []byte {
	b = append(b, 'G', 'P', 0)
	if _, point := g.(orb.Point); point {
		b = append(b, flagLittleEndian)
		b = binary.LittleEndian.AppendUint32(b, uint32(system))
	} else {
		b = append(b, flagLittleEndian|1<<1)
		b = binary.LittleEndian.AppendUint32(b, uint32(system))
		e := g.Bound()
		for _, v := range [4]float64{e.Min[0], e.Max[0], e.Min[1], e.Max[1]} {
			b = binary.LittleEndian.AppendUint64(b, math.Float64bits(v))
		}
	}
	return appendWKB(b, g)
}
