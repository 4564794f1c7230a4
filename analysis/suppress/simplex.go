package suppress

import "math"

// programme is a linear programme over variables with bounds: the greatest or least value of a linear form over all y with A·y = b and
// lower ≤ y ≤ upper. It is solved by the primal simplex method for bounded variables (Dantzig 1955) on a dense tableau, in two phases.
// Artificial variables stay in the tableau, fixed at zero after the first phase: equations that follow from others need no care, and their
// reduced costs are the dual values. Where steps bring nothing for long, Bland's rule (1977) keeps the method from going in circles.
type programme struct {
	rows, cols   int // cols counts the artificial variables too
	tableau      [][]float64
	lower, upper []float64
	basis        []int     // the variable of each row
	at           []float64 // value of the variable of each row
	position     []int     // row of each variable, −1 where it lies at a bound
	high         []bool    // it lies at its upper bound
	sign         []float64 // of each row: −1 where it was turned round
	endless      bool      // the last form has no greatest value
	work         int       // entries of the tableau that pivots have gone over
}

const (
	tiny       = 1e-9
	mostPivots = 50000
)

// newProgramme returns a programme at a feasible point; false where there is none.
func newProgramme(a [][]float64, b, lower, upper []float64) (*programme, bool) {
	p, left := startProgramme(a, b, lower, upper)
	n, m := len(lower), len(b)
	if left > 0 {
		phase := make([]float64, n+m)
		for j := n; j < n+m; j++ {
			phase[j] = -1
		}
		p.climb(phase)
	}
	for i := range m {
		if p.basis[i] >= n && p.at[i] > 1e-7 {
			return p, false
		}
	}
	for j := n; j < n+m; j++ {
		p.upper[j] = 0
		if i := p.position[j]; i >= 0 {
			p.at[i] = 0
		}
	}
	return p, true
}

// startProgramme returns a programme with only artificial variables in the basis, and their sum. Where b is not negative and the lower bounds
// are 0, they are the slack of A·y ≤ b, and the programme is at a feasible point of that.
func startProgramme(a [][]float64, b, lower, upper []float64) (p *programme, left float64) {
	m, n := len(a), len(lower)
	p = &programme{rows: m, cols: n + m, sign: make([]float64, m), basis: make([]int, m), at: make([]float64, m)}
	p.lower = append(append(make([]float64, 0, n+m), lower...), make([]float64, m)...)
	p.upper = append(append(make([]float64, 0, n+m), upper...), make([]float64, m)...)
	p.position, p.high = make([]int, n+m), make([]bool, n+m)
	for j := range n {
		p.position[j] = -1
	}
	p.tableau = make([][]float64, m)
	cells := make([]float64, m*(n+m))
	for i := range m {
		row := cells[i*(n+m) : (i+1)*(n+m)]
		rest := b[i]
		for j, v := range a[i] {
			rest -= float64(v * lower[j])
		}
		p.sign[i] = 1
		if rest < 0 {
			p.sign[i] = -1
		}
		for j, v := range a[i] {
			row[j] = p.sign[i] * v
		}
		row[n+i] = 1
		p.tableau[i], p.basis[i], p.position[n+i] = row, n+i, i
		p.at[i] = p.sign[i] * rest
		p.upper[n+i] = math.Inf(1)
		left += p.at[i]
	}
	return p, left
}

// maximise moves to the greatest value of c·y and returns the dual values of the rows: c − Aᵀ·dual is the reduced costs.
func (p *programme) maximise(c []float64) (dual []float64) {
	full := append(append(make([]float64, 0, p.cols), c...), make([]float64, p.rows)...)
	reduced := p.climb(full)
	dual = make([]float64, p.rows)
	for i := range p.rows {
		dual[i] = -reduced[p.cols-p.rows+i] * p.sign[i]
	}
	return dual
}

// value returns the value of a variable.
func (p *programme) value(j int) float64 {
	if i := p.position[j]; i >= 0 {
		return p.at[i]
	}
	if p.high[j] {
		return p.upper[j]
	}
	return p.lower[j]
}

// climb takes steps until none brings c·y up, and returns the reduced costs.
func (p *programme) climb(c []float64) []float64 {
	d := append([]float64(nil), c...)
	for i, b := range p.basis {
		if f := c[b]; f != 0 {
			for j, v := range p.tableau[i] {
				d[j] -= float64(f * v)
			}
		}
	}
	idle := 0
	p.endless = false
	for step := 0; step < mostPivots; step++ {
		enter, best := -1, tiny
		for j, v := range d {
			if p.position[j] >= 0 || p.upper[j]-p.lower[j] <= 0 {
				continue
			}
			if p.high[j] {
				v = -v
			}
			if v > best {
				enter, best = j, v
				if idle > 40 { // Bland: the first that brings anything
					break
				}
			}
		}
		if enter < 0 {
			break
		}
		moved := p.step(enter, idle > 40, d)
		if math.IsInf(moved, 1) {
			p.endless = true
			break
		}
		if moved > 1e-12 {
			idle = 0
		} else {
			idle++
		}
	}
	return d
}

// step lets a variable leave its bound as far as the others allow, and returns how far.
func (p *programme) step(enter int, first bool, d []float64) float64 {
	direction := 1.0
	if p.high[enter] {
		direction = -1
	}
	room := p.upper[enter] - p.lower[enter]
	leave, toUpper := -1, false
	for i, b := range p.basis {
		v := p.tableau[i][enter] * direction // the variable of the row goes down by v for each unit
		var limit float64
		up := false
		switch {
		case v > tiny:
			limit = (p.at[i] - p.lower[b]) / v
		case v < -tiny && !math.IsInf(p.upper[b], 1):
			limit, up = (p.upper[b]-p.at[i])/-v, true
		default:
			continue
		}
		limit = max(0, limit)
		better := limit < room-1e-12
		if !better && leave >= 0 && limit <= room+1e-12 { // of equal ones that with the largest pivot, or Bland's first
			if first {
				better = b < p.basis[leave]
			} else {
				better = math.Abs(p.tableau[i][enter]) > math.Abs(p.tableau[leave][enter])+tiny
			}
		}
		if better {
			room, leave, toUpper = min(room, limit), i, up
		}
	}
	if math.IsInf(room, 1) {
		return room
	}
	for i := range p.basis {
		p.at[i] -= float64(float64(direction*room) * p.tableau[i][enter])
	}
	if leave < 0 {
		p.high[enter] = !p.high[enter]
		return room
	}
	p.work += p.rows * p.cols
	start := p.lower[enter]
	if p.high[enter] {
		start = p.upper[enter]
	}
	out := p.basis[leave]
	p.position[out], p.high[out] = -1, toUpper
	p.basis[leave], p.position[enter], p.high[enter] = enter, leave, false
	p.at[leave] = start + float64(direction*room)
	row := p.tableau[leave]
	lead := row[enter]
	for j := range row {
		row[j] /= lead
	}
	row[enter] = 1
	clear := func(other []float64) {
		f := other[enter]
		if f == 0 {
			return
		}
		for j, v := range row {
			if v != 0 {
				if other[j] -= float64(f * v); math.Abs(other[j]) < 1e-12 {
					other[j] = 0
				}
			}
		}
		other[enter] = 0
	}
	for i, other := range p.tableau {
		if i != leave {
			clear(other)
		}
	}
	clear(d)
	return room
}
