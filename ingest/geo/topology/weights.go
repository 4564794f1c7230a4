package topology

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/paulmach/orb"
)

// Share is how much of an area lies in an area of another layer.
type Share struct {
	From, To int     // numbers of the areas; To is −1 for what no area of the other layer covers
	Area     float64 // m²
	Share    float64 // of the area From, from 0 to 1
}

// Shares returns how the areas of one layer are spread over those of another, for carrying counts over as if people lived evenly: areal interpolation (Goodchild
// and Lam 1980, Geo-Processing 1, 297–312). They come in the order of the areas, and the shares of each add up to 1.
//
// Two layers draw one border differently. Pieces that are no wider than the tolerance in metres, twice their area by the length of their border, do not count, unless an area has no other.
func (a *Areas) Shares(to *Areas, tolerance float64) ([]Share, error) {
	p, err := newPlanar(append(append([]orb.MultiPolygon{}, a.Shapes...), to.Shapes...))
	if err != nil {
		return nil, fmt.Errorf("%s and %s: %w", a.File, to.File, err)
	}
	f := newFaces(p)
	n := int32(len(a.Shapes))
	type pair struct{ from, to int32 }
	wide, thin := map[pair]float64{}, map[pair]float64{}
	for face := 1; face < len(f.labels); face++ {
		labels := f.labels[face]
		size, around := f.size(int32(face))
		pieces := wide
		if 2*size/around <= tolerance {
			pieces = thin
		}
		for _, x := range labels {
			if x.owner >= n {
				break
			}
			covered := false
			for _, y := range labels {
				if y.owner >= n {
					pieces[pair{x.owner, y.owner - n}] += size
					covered = true
				}
			}
			if !covered {
				pieces[pair{x.owner, -1}] += size
			}
		}
	}
	total := make([]float64, n)
	for k, size := range wide {
		total[k.from] += size
	}
	for k, size := range thin {
		if total[k.from] == 0 {
			wide[k] = size
		}
	}
	var out []Share
	for k, size := range wide {
		out = append(out, Share{From: int(k.from), To: int(k.to), Area: size})
	}
	slices.SortFunc(out, func(x, y Share) int { return cmp.Or(cmp.Compare(x.From, y.From), cmp.Compare(x.To, y.To)) })
	clear(total)
	for _, s := range out {
		total[s.From] += s.Area
	}
	for k := range out {
		out[k].Share = out[k].Area / total[out[k].From]
	}
	return out, nil
}
