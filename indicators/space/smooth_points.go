package space

import "math"

// tileSize is how many places are weighed at once: few enough that they and their weights stay in the processor's nearest memory.
const tileSize = 256

// smoothPoints goes through the leaves of the tree. For each it gathers what places lie within reach of any of its own, in stretches that
// lie beside each other in memory, and adds up tiles of them to one of its own after another. What is added up to a unit, and in which
// order, depends on the tree alone.
func (s *Space) smoothPoints(t *tree, kernels []Kernel, columns [][]float64, out []*Smoothed) {
	far := t.squared(reach(kernels)) * (1 + 1e-12)
	sorted := make([][]float64, len(columns))
	for c, column := range columns {
		sorted[c] = pick32(column, t.unit)
	}
	var leaves []int32
	for m := range t.nodes {
		if t.nodes[m].skip == int32(m+1) {
			leaves = append(leaves, int32(m))
		}
	}
	Each(len(leaves), func() func(int) {
		var stretches [][2]int32
		var distance, weight [tileSize]float64
		tile := make([][]float64, len(columns))
		return func(leaf int) {
			target := &t.nodes[leaves[leaf]]
			stretches = t.around(target, far, stretches[:0])
			for _, stretch := range stretches {
				for first := int(stretch[0]); first < int(stretch[1]); first += tileSize {
					end := min(first+tileSize, int(stretch[1]))
					for c := range tile {
						tile[c] = sorted[c][first:end]
					}
					d, w := distance[:end-first], weight[:end-first]
					for place := int(target.first); place < int(target.end); place++ {
						i := int(t.unit[place])
						t.distances(place, first, d)
						for m, k := range kernels {
							k.weigh(d, w)
							if place >= first && place < end {
								w[place-first] = s.ofSelf(k, i)
							}
							o := out[m]
							o.Weight[i] += sum(w)
							addProducts(o.Sums, i, w, tile)
						}
					}
				}
			}
		}
	})
}

// around appends the stretches of places that may lie within a squared distance of any in the box of a node.
func (t *tree) around(from *node, far float64, stretches [][2]int32) [][2]int32 {
	for m := int32(0); int(m) < len(t.nodes); {
		nd := &t.nodes[m]
		apart := 0.0
		for a := range nd.low {
			if d := max(nd.low[a]-from.high[a], from.low[a]-nd.high[a]); d > 0 {
				apart += d * d
			}
		}
		if apart > far {
			m = nd.skip
			continue
		}
		m++
		if nd.skip != m && !math.IsInf(far, 1) {
			continue
		}
		m = nd.skip
		if last := len(stretches) - 1; last >= 0 && stretches[last][1] == nd.first {
			stretches[last][1] = nd.end
		} else {
			stretches = append(stretches, [2]int32{nd.first, nd.end})
		}
	}
	return stretches
}

// distances writes the metres from a place to those from first on into d.
func (t *tree) distances(place, first int, d []float64) {
	end := first + len(d)
	x, y := t.axis[0][place], t.axis[1][place]
	xs, ys := t.axis[0][first:end], t.axis[1][first:end]
	if t.globe {
		z, zs := t.axis[2][place], t.axis[2][first:end]
		for k := range d {
			dx, dy, dz := xs[k]-x, ys[k]-y, zs[k]-z
			d[k] = t.metres(float64(dx*dx) + float64(dy*dy) + float64(dz*dz))
		}
		return
	}
	for k := range d {
		dx, dy := xs[k]-x, ys[k]-y
		d[k] = math.Sqrt(float64(dx*dx) + float64(dy*dy))
	}
}

// sum adds up w in four parts, none of which waits for the others.
func sum(w []float64) float64 {
	var a, b, c, d float64
	for len(w) >= 4 {
		a, b, c, d = a+w[0], b+w[1], c+w[2], d+w[3]
		w = w[4:]
	}
	for _, v := range w {
		a += v
	}
	return a + b + (c + d)
}

// addProducts adds Σ_k w_k columns[c][k] to sums[c][i], for four columns at a time: none of their sums waits for the others.
func addProducts(sums [][]float64, i int, w []float64, columns [][]float64) {
	for len(columns) >= 4 {
		p, q, r, s := columns[0][:len(w)], columns[1][:len(w)], columns[2][:len(w)], columns[3][:len(w)]
		var a, b, c, d float64
		for k, v := range w {
			a += float64(v * p[k])
			b += float64(v * q[k])
			c += float64(v * r[k])
			d += float64(v * s[k])
		}
		sums[0][i] += a
		sums[1][i] += b
		sums[2][i] += c
		sums[3][i] += d
		sums, columns = sums[4:], columns[4:]
	}
	for m, column := range columns {
		p := column[:len(w)]
		var a, b float64
		k := 0
		for ; k+1 < len(w); k += 2 {
			a += float64(w[k] * p[k])
			b += float64(w[k+1] * p[k+1])
		}
		if k < len(w) {
			a += float64(w[k] * p[k])
		}
		sums[m][i] += a + b
	}
}
