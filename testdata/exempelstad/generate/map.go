package main

import (
	"bytes"
	"fmt"
)

// plan is where districts lie, north up: a letter for each small area. Lower case letters are areas that belong to no district alone: s is
// divided between K and S, p and q lie in none.
var plan = []string{
	"pNNOOq",
	"VNNOKK",
	"VVSSsK",
	"EIISHH",
	"EIIYBB",
	"ELLYYA",
}

// letters are the districts of the plan.
var letters = map[byte]string{
	'I': "innerstaden", 'S': "stationsomradet", 'H': "hamnen", 'N': "norrangen", 'Y': "soderby", 'V': "vasterhojd", 'O': "ostermark",
	'K': "kvarnbacken", 'E': "ekdalen", 'B': "bjorkhagen", 'L': "lovasen", 'A': "angsholm",
}

// The corner of the plan furthest north and west, in metres of SWEREF 99 TM. It is open sea, so that nobody takes the city for another.
const (
	west, north = 640_000, 6_357_200
	cell        = 1200 // metres from one corner of the plan to the next
)

// boundaries draws the small areas as cells of a lattice whose corners are moved at random. Neighbours share their corners.
func (c *city) boundaries() []byte {
	r := stream("boundaries")
	corner := make([][][2]int, len(plan)+1)
	for y := range corner {
		for x := range len(plan[0]) + 1 {
			corner[y] = append(corner[y], [2]int{west + x*cell + r.IntN(401) - 200, north - y*cell + r.IntN(401) - 200})
		}
	}
	left := make(map[string][]area) // of a district, not yet drawn
	for _, a := range c.small {
		if a.district != nil {
			left[a.district.code] = append(left[a.district.code], a)
		}
	}
	alone := map[byte]string{'s': c.split, 'p': c.loose[0], 'q': c.loose[1]}
	var b bytes.Buffer
	b.WriteString(`{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::3006"}},"features":[`)
	for y, row := range plan {
		for x := range len(row) {
			code, ok := alone[row[x]]
			if !ok {
				d := letters[row[x]]
				code, left[d] = left[d][0].code, left[d][1:]
			}
			if x+y > 0 {
				b.WriteByte(',')
			}
			fmt.Fprintf(&b, "\n"+`{"type":"Feature","properties":{"code":%q},"geometry":{"type":"Polygon","coordinates":[[`, code)
			for i, at := range [...][2]int{{y + 1, x}, {y + 1, x + 1}, {y, x + 1}, {y, x}, {y + 1, x}} {
				if i > 0 {
					b.WriteByte(',')
				}
				p := corner[at[0]][at[1]]
				fmt.Fprintf(&b, "[%d,%d]", p[0], p[1])
			}
			b.WriteString("]]}}")
		}
	}
	b.WriteString("\n]}\n")
	return b.Bytes()
}
