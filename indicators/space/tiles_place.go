package space

import (
	"cmp"
	"math"
	"slices"
)

// settle gives each unit the free tile nearest to where the layout has it, from the middle outwards.
func (m *mosaic) settle() {
	order := make([]int, len(m.at))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(length(m.at[a].X, m.at[a].Y), length(m.at[b].X, m.at[b].Y))
	})
	for _, i := range order {
		middle := cell{int(math.Round(m.at[i].X)), int(math.Round(m.at[i].Y))}
		best, least := middle, math.Inf(1)
		for r := 0; float64(r)-1 <= math.Sqrt(least); r++ {
			for x := -r; x <= r; x++ {
				rows := max(2*r, 1) // of a column inside, only the ends lie r from the middle
				if x == -r || x == r {
					rows = 1
				}
				for y := -r; y <= r; y += rows {
					c := cell{middle.x + x, middle.y + y}
					if _, taken := m.taken[c]; !taken && m.away(i, c) < least {
						best, least = c, m.away(i, c)
					}
				}
			}
		}
		m.put(i, best)
	}
}

// put places unit i on a free tile.
func (m *mosaic) put(i int, c cell) {
	m.cell[i] = c
	m.taken[c] = i
}

// move places unit i on another tile, and the unit that is there on its own.
func (m *mosaic) move(i int, to cell) {
	from := m.cell[i]
	if j, taken := m.taken[to]; taken {
		m.put(j, from)
	} else {
		delete(m.taken, from)
	}
	m.put(i, to)
}

// far is how many tiles away, in either direction, a unit may go at once.
const far = 3

// improve exchanges tiles near each other as long as the objective falls.
func (m *mosaic) improve() {
	const passes = 200
	for range passes {
		better := false
		for i, from := range m.cell {
			best, gain := from, 1e-9
			for x := -far; x <= far; x++ {
				for y := -far; y <= far; y++ {
					to := cell{from.x + x, from.y + y}
					if g := m.gain(i, to); g > gain {
						best, gain = to, g
					}
				}
			}
			if best != from {
				m.move(i, best)
				better = true
			}
		}
		if !better {
			return
		}
	}
}

// away is the squared distance of a tile from where the layout has unit i.
func (m *mosaic) away(i int, c cell) float64 {
	dx, dy := float64(c.x)-m.at[i].X, float64(c.y)-m.at[i].Y
	return float64(dx*dx) + float64(dy*dy)
}

// anchor is how much a squared distance from the layout counts beside the lengths of steps.
const anchor = 0.1

// stray is what a step from tile to tile costs: how far it leads from one step in the true direction, and half a step more where the tiles
// do not touch.
func stray(way Point, from, to cell) float64 {
	dx, dy := to.x-from.x, to.y-from.y
	d := length(float64(dx)-way.X, float64(dy)-way.Y)
	if !touch(dx, dy) {
		d += 0.5
	}
	return d
}

func touch(dx, dy int) bool { return max(dx, -dx, dy, -dy) <= 1 }

// gain is how much the objective falls when unit i goes to a tile, and the unit that is there to its own.
func (m *mosaic) gain(i int, to cell) float64 {
	from := m.cell[i]
	if from == to {
		return 0
	}
	j, taken := m.taken[to]
	if !taken {
		j = -1
	}
	sum := anchor * (m.away(i, from) - m.away(i, to))
	for _, s := range m.beside[i] {
		if s.to == j {
			sum += stray(s.way, from, to) - stray(s.way, to, from)
		} else {
			sum += stray(s.way, from, m.cell[s.to]) - stray(s.way, to, m.cell[s.to])
		}
	}
	if taken {
		sum += anchor * (m.away(j, to) - m.away(j, from))
		for _, s := range m.beside[j] {
			if s.to != i {
				sum += stray(s.way, to, m.cell[s.to]) - stray(s.way, from, m.cell[s.to])
			}
		}
	}
	return sum
}

// tiles counts columns from the westernmost tile and rows from the northernmost.
func (m *mosaic) tiles() []Tile {
	west, north := m.cell[0].x, m.cell[0].y
	for _, c := range m.cell {
		west, north = min(west, c.x), max(north, c.y)
	}
	out := make([]Tile, len(m.cell))
	for i, c := range m.cell {
		out[i] = Tile{c.x - west, north - c.y}
	}
	return out
}

func (m *mosaic) quality() TileQuality {
	var q TileQuality
	pairs, touching, kept := 0, 0, 0
	for i, c := range m.cell {
		q.Objective += anchor * m.away(i, c)
		for _, s := range m.beside[i] {
			if s.to < i {
				continue
			}
			to := m.cell[s.to]
			q.Objective += stray(s.way, c, to)
			pairs++
			dx, dy := to.x-c.x, to.y-c.y
			if touch(dx, dy) {
				touching++
			}
			// Within 67.5°: half of a direction of 45°, and the one beside it.
			x, y := float64(dx), float64(dy)
			if float64(x*s.way.X)+float64(y*s.way.Y) >= math.Cos(67.5*math.Pi/180)*length(x, y) {
				kept++
			}
		}
	}
	q.Touching, q.Direction = 1, 1
	if pairs > 0 {
		q.Touching, q.Direction = float64(touching)/float64(pairs), float64(kept)/float64(pairs)
	}
	return q
}
