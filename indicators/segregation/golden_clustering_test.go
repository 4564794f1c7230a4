package segregation_test

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/space"
)

// placing is what records say of space.
type placing struct {
	Group, Total, CRS, W  string
	Groups                []string
	Cols, Rows            string // divseg
	Unit                  string `json:"distance_unit"` // always kilometres
	Beta                  float64
	Diag                  any // "0", "sqrt(0.6*area)", "0.6*sqrt(area)"; 1 of contiguity: a unit is beside itself
	Fdist, Itype, Spatmat string
	Contiguity            string
	Variant, Ptype        string
	Boundary              string
	Standardize           *bool
	F                     string
}

// selves are the distances of a unit from itself.
var selves = map[any]float64{nil: 0, "0": 0, "sqrt(0.6*area)": 1, "0.6*sqrt(area)": 2}

// kernel returns the parameters of the exponential kernel that weighs d kilometres by exp(−βd).
func (p placing) kernel() index.Params {
	if p.Fdist == "l" {
		return index.Params{"bandwidth": 1, "self": 3}
	}
	return index.Params{"bandwidth": 1000 / p.Beta, "self": selves[p.Diag]}
}

func (p placing) contiguity() index.Params {
	if p.Contiguity == "rook" {
		return index.Params{"contiguity": 1}
	}
	return nil
}

// weights are those of neighbours: rows where a unit's borders weigh 1 together.
func (p placing) weights(byDefault bool) index.Params {
	if p.Standardize != nil {
		byDefault = *p.Standardize
	}
	if byDefault {
		return index.Params{"weights": 1}
	}
	return nil
}

// clustering reads concentration, clustering and what is adjusted for neighbours.
func clustering(t *testing.T, data *library, r record) []check {
	var p placing
	if !slices.Contains([]string{"pysal", "oasisr", "textbook", "rpeers"}, r.Set) || !r.decodeParams(&p) {
		return nil
	}
	switch {
	case r.Set == "pysal":
		return clusteringOfPySAL(t, data, r, p)
	case r.Set == "oasisr":
		return clusteringOfOasisR(t, data, r, p)
	case r.Set == "textbook":
		return clusteringOfTextbook(t, data, r, p)
	case strings.HasPrefix(r.Dataset, "seg_segdata"):
		return clusteringOfSeg(t, data, r, p)
	case strings.HasPrefix(r.Dataset, "divseg"):
		return clusteringOfDivseg(t, data, r)
	}
	return nil
}

// clusteringOfPySAL: in metres, and in degrees taken for a plane.
func clusteringOfPySAL(t *testing.T, data *library, r record, p placing) []check {
	ids := map[string]string{
		"Delta": "delta", "AbsoluteConcentration": "absolute-concentration", "RelativeConcentration": "relative-concentration",
		"SpatialDissim": "adjusted-dissimilarity", "BoundarySpatialDissim": "boundary-dissimilarity", "PARDissim": "perimeter-area-dissimilarity",
	}
	id, ok := ids[r.Index]
	if !ok {
		return nil
	}
	var chosen index.Params
	if r.Index != "PARDissim" { // whose lengths are divided by the sum of all
		chosen = p.weights(r.Index == "BoundarySpatialDissim")
	}
	f := data.frame(t, r.Dataset)
	c := against(f.numbers(t, p.Group), f.numbers(t, p.Total))
	c.Space = data.placed(t, r.Dataset, p.CRS == "EPSG:4326")
	return []check{is(id, c, chosen, decode[float64](t, r.Value))}
}

// clusteringOfOasisR: a value for each group, against all others; for each pair of groups; or for all.
func clusteringOfOasisR(t *testing.T, data *library, r record, p placing) (out []check) {
	one := map[string]string{"Delta": "delta", "ACO": "absolute-concentration", "ISMorrill": "adjusted-dissimilarity", "DPxx": "distance-decay-isolation"}
	pairs := map[string]string{"DIMorrill": "adjusted-dissimilarity", "RCL": "relative-clustering"}
	chosen := p.kernel()
	switch r.Index {
	case "Delta", "ACO":
		chosen = nil
	case "RCO":
		chosen = index.Params{"largest-hold": 1}
	case "ISMorrill", "DIMorrill":
		chosen = p.contiguity()
	case "ACL":
		one["ACL"] = "absolute-clustering"
		if p.Spatmat == "c" {
			one["ACL"], chosen = "absolute-clustering-contiguity", p.contiguity()
		}
	case "ISWong", "DIWong":
		id := "boundary-dissimilarity"
		chosen = nil
		if p.Variant == "s" {
			id = "perimeter-area-dissimilarity"
			if p.Ptype == "int" {
				chosen = index.Params{"perimeter": 1}
			}
		}
		one["ISWong"], pairs["DIWong"] = id, id
	case "SP":
		if p.Itype == "between" {
			pairs["SP"] = "spatial-proximity"
		}
	case "RCL", "Pxx", "Pxy", "Poo", "DPxx", "DPxy":
	default:
		return nil
	}
	c := data.frame(t, r.Dataset).groups(t, p.Groups)
	c.Space = data.placed(t, r.Dataset, false)
	if p.Fdist == "l" { // the weight is the distance itself; a factor is lost in what is a ratio
		far := farthest(c.Space.Points)
		c.Space = bent(t, c.Space, func(d float64) float64 { return -math.Log(d / far) })
	}
	total := totals(c)
	if strings.HasPrefix(r.Index, "DP") && slices.Min(total) < slices.Max(total) {
		return nil // weighed by the wrong unit, which does not matter only where all are of one size
	}
	several := func(id string, of func(want map[string]float64)) []check {
		want := make(map[string]float64)
		of(want)
		return []check{{id, index.Input{Composition: c}, chosen, want}}
	}
	matrix := func(want map[string]float64) {
		for a, row := range decode[[][]float64](t, r.Value) {
			for b, v := range row {
				want[about(index.OfPair(a, b, 0))] = v
			}
		}
	}
	rest := func(k int) index.Composition {
		x := against(c.Counts[k], total)
		x.Space = c.Space
		return x
	}
	switch {
	case strings.Contains(string(r.Value), "NaN"): // 0/0 on cells of one size
		id := map[string]string{"ACO": "absolute-concentration", "RCO": "relative-concentration"}[r.Index]
		return []check{is(id, c, nil, math.NaN())}
	case one[r.Index] != "":
		for k, want := range decode[[]float64](t, r.Value) {
			out = append(out, is(one[r.Index], rest(k), chosen, want))
		}
		return out
	case pairs[r.Index] != "":
		for a, row := range decode[[][]float64](t, r.Value) {
			for b, want := range row {
				if p.Fdist == "l" && r.Index == "RCL" {
					want = -want // distance is the opposite of nearness
				}
				if a != b {
					two := index.Composition{Counts: [][]float64{c.Counts[a], c.Counts[b]}, Space: c.Space}
					out = append(out, is(pairs[r.Index], two, chosen, want))
				}
			}
		}
		return out
	case r.Index == "RCO":
		return several("relative-concentration-matrix", func(want map[string]float64) {
			for a, row := range decode[[][]float64](t, r.Value) {
				for b, v := range row {
					if a != b {
						want[about(index.OfPair(a, b, 0))] = v
					}
				}
			}
		})
	case r.Index == "Pxx":
		return several("mean-proximity", func(want map[string]float64) {
			for k, v := range decode[[]float64](t, r.Value) {
				want[about(index.OfPair(k, k, 0))] = v
			}
		})
	case r.Index == "Pxy":
		return several("mean-proximity", matrix)
	case r.Index == "Poo":
		return several("mean-proximity", func(want map[string]float64) { want["part=total"] = single(t, r.Value) })
	case r.Index == "DPxy":
		return several("distance-decay-exposure-matrix", matrix)
	case p.Itype == "one":
		return several("group-spatial-proximity", func(want map[string]float64) {
			for k, v := range decode[[]float64](t, r.Value) {
				want[about(index.OfGroup(k, 0))] = v
			}
		})
	}
	out = append(out, is("multigroup-spatial-proximity", c, chosen, single(t, r.Value)))
	if len(c.Counts) == 2 {
		out = append(out, is("spatial-proximity", c, chosen, single(t, r.Value)))
	}
	return out
}

// clusteringOfTextbook: the formulas of the literature, by another hand.
func clusteringOfTextbook(t *testing.T, data *library, r record, p placing) []check {
	ids := map[string]string{
		"SP": "spatial-proximity", "RCL": "relative-clustering", "ACL": "absolute-clustering",
		"DPxx (Morgan distance-decay isolation)":   "distance-decay-isolation",
		"DPxy (Morgan distance-decay interaction)": "distance-decay-interaction",
	}
	parts := map[string]string{"Pxx": "group=0;with=0", "Pxy": "group=0;with=1", "Ptt": "part=total"}
	id, part := ids[r.Index], parts[r.Index]
	if id == "" && part == "" {
		return nil
	}
	f := data.frame(t, r.Dataset)
	var c index.Composition
	if strings.HasPrefix(r.Dataset, "seg_segdata") {
		c = f.groups(t, []string{p.Group + "1", p.Group + "2"})
	} else {
		c = against(f.numbers(t, p.Group), f.numbers(t, "TOT_POP"))
	}
	c.Space = data.placed(t, r.Dataset, false)
	want := decode[float64](t, r.Value)
	if id != "" {
		return []check{is(id, c, p.kernel(), want)}
	}
	return []check{{"mean-proximity", index.Input{Composition: c}, p.kernel(), map[string]float64{part: want}}}
}

// clusteringOfSeg: on Morrill's patterns. Its isp leaves a unit out of its own surroundings.
func clusteringOfSeg(t *testing.T, data *library, r record, p placing) []check {
	if r.Index != "dissim.D(adj) rook" && r.Index != "isp (White P)" {
		return nil
	}
	c := data.frame(t, r.Dataset).groups(t, p.Groups)
	c.Space = data.placed(t, r.Dataset, false)
	want := decode[float64](t, r.Value)
	switch {
	case r.Index == "dissim.D(adj) rook":
		return []check{is("adjusted-dissimilarity", c, index.Params{"contiguity": 1}, want), is("boundary-dissimilarity", c, nil, want)}
	case p.F == "1/(1+d)":
		c.Space = bent(t, c.Space, func(d float64) float64 { return math.Log1p(d / 1000) })
		return []check{is("spatial-proximity", c, index.Params{"bandwidth": 1, "self": 3}, want)}
	}
	return []check{is("spatial-proximity", c, index.Params{"bandwidth": 1000, "self": 3}, want)}
}

// clusteringOfDivseg: white against everybody else in Delaware.
func clusteringOfDivseg(t *testing.T, data *library, r record) []check {
	ids := map[string]string{"ds_delta": "delta", "ds_abs_conc": "absolute-concentration", "ds_rel_conc": "relative-concentration", "ds_abs_clust": "absolute-clustering"}
	id, ok := ids[r.Index]
	if !ok {
		return nil
	}
	f := data.frame(t, r.Dataset)
	c := f.groups(t, slices.DeleteFunc(slices.Clone(f.header), func(name string) bool { return !strings.HasPrefix(name, "pop_") }))
	c = against(c.Counts[0], totals(c))
	c.Space = data.placed(t, r.Dataset, false)
	if r.Index != "ds_abs_clust" {
		return []check{is(id, c, nil, decode[float64](t, r.Value))}
	}
	// A unit is the fourth root of its km² away from itself, in km: as of an area whose 0.6th part is the root of that, squared.
	for i, a := range c.Space.Area {
		c.Space.Area[i] = 1e6 * math.Sqrt(a/1e6) / 0.6
	}
	return []check{is(id, c, index.Params{"self": 1}, decode[float64](t, r.Value))}
}

// placed returns where the units of a data set lie, in metres, or in degrees taken for a plane.
func (l *library) placed(t *testing.T, dataset string, degrees bool) *space.Space {
	t.Helper()
	f := l.frame(t, dataset)
	times := func(name string, factor float64) []float64 {
		out := slices.Clone(f.numbers(t, name))
		for i := range out {
			out[i] *= factor
		}
		return out
	}
	switch {
	case dataset == "seg_segdata.csv":
		return cells(t, times("x", 1000), times("y", 1000))
	case dataset == "oasisr_segdata.csv":
		return cells(t, times("x_km", 1000), times("y_km", 1000))
	case strings.HasPrefix(dataset, "divseg"):
		return &space.Space{Points: &space.Points{X: f.numbers(t, "x_utm18"), Y: f.numbers(t, "y_utm18")}, Area: times("area_km2_s2", 1e6)}
	case dataset == "oasisr_grehsize.csv":
		s := &space.Space{Points: &space.Points{X: f.numbers(t, "x"), Y: f.numbers(t, "y")}, Area: f.numbers(t, "area_m2"), Perimeter: f.numbers(t, "perimeter_m")}
		s.Borders = l.borders(t, "oasisr_grehsize_adjacency.csv", "i", "j", "shared_boundary_m", len(s.Area), func(name string) int {
			n, err := strconv.Atoi(name)
			if err != nil {
				t.Fatal(err)
			}
			return n - 1
		})
		return s
	}
	names := map[string]int{}
	for i, name := range f.column(t, "FIPS") {
		names[name] = i
	}
	s := &space.Space{Points: &space.Points{X: f.numbers(t, "x_utm10"), Y: f.numbers(t, "y_utm10")}, Area: f.numbers(t, "area_m2"), Perimeter: f.numbers(t, "perimeter_m")}
	length := "shared_boundary_m"
	if degrees {
		s = &space.Space{Points: &space.Points{X: f.numbers(t, "lon"), Y: f.numbers(t, "lat")}, Area: f.numbers(t, "area_deg2"), Perimeter: f.numbers(t, "perimeter_deg")}
		length = "shared_boundary_deg"
	}
	s.Borders = l.borders(t, "pysal_sacramento_adjacency.csv", "fips_i", "fips_j", length, len(s.Area), func(name string) int { return names[name] })
	return s
}

// borders reads a file of neighbours, each pair once.
func (l *library) borders(t *testing.T, file, from, to, length string, n int, unit func(name string) int) *space.Graph {
	t.Helper()
	f := l.frame(t, file)
	i, j, metres := f.column(t, from), f.column(t, to), f.numbers(t, length)
	var links []space.Link
	for k := range i {
		a, b := unit(i[k]), unit(j[k])
		links = append(links, space.Link{From: a, To: b, Value: metres[k]}, space.Link{From: b, To: a, Value: metres[k]})
	}
	g, err := space.NewGraph(n, links)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// cells returns the space of square cells, one kilometre wide, around these middles.
func cells(t *testing.T, x, y []float64) *space.Space {
	t.Helper()
	s := &space.Space{Points: &space.Points{X: x, Y: y}}
	var links []space.Link
	for i := range x {
		s.Area, s.Perimeter = append(s.Area, 1e6), append(s.Perimeter, 4000)
		for j := range x {
			dx, dy := math.Abs(x[i]-x[j]), math.Abs(y[i]-y[j])
			switch {
			case i == j || dx > 1500 || dy > 1500:
			case dx > 500 && dy > 500:
				links = append(links, space.Link{From: i, To: j})
			default:
				links = append(links, space.Link{From: i, To: j, Value: 1000})
			}
		}
	}
	g, err := space.NewGraph(len(x), links)
	if err != nil {
		t.Fatal(err)
	}
	s.Borders = g
	return s
}

// bent returns the space with a function of each distance between different units in its place, so that the exponential kernel of bandwidth
// 1 weighs d by exp(−f(d)): any kernel there is.
func bent(t *testing.T, s *space.Space, f func(metres float64) float64) *space.Space {
	t.Helper()
	var links []space.Link
	for i := range s.Points.Len() {
		for j := range i {
			links = append(links, space.Link{From: i, To: j, Value: max(0, f(s.Points.Between(s.Points.At(i), s.Points.At(j))))})
		}
	}
	table, err := space.NewTable(s.Points.Len(), "m", false, links)
	if err != nil {
		t.Fatal(err)
	}
	return &space.Space{Distances: table, Area: s.Area}
}

// farthest returns the largest distance between two points.
func farthest(p *space.Points) float64 {
	far := 0.0
	for i := range p.X {
		for j := range i {
			far = max(far, p.Between(p.At(i), p.At(j)))
		}
	}
	return far
}
