package relation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
)

// MaxClustered is the largest number of units that are clustered: every pair of them is kept.
const MaxClustered = 2000

// Merge joins two clusters into one. Units are numbered from 0, and the cluster of merge m is len(units) + m.
type Merge struct {
	A, B   int     // the clusters joined, the lower number first
	Height float64 // distance of the two, never below that of an earlier merge
	Units  int     // in the new cluster
}

// Ward returns the tree of units that are alike by their profiles: from every unit by itself, the two clusters are joined, again and again, that add least to
// the sum of squares within clusters (Ward 1963, Journal of the American Statistical Association 58, 236–244), until all are one. Heights are the root of
// twice that sum, which for two units is their Euclidean distance: SciPy's ward and R's ward.D2. Of equally good pairs that with the lowest
// numbers is joined, so that the tree is the same every time.
//
// Profiles[i] are the numbers of unit i, all on one scale, none missing. It is undefined for fewer than two units, for more than [MaxClustered], and for a
// number that is not finite.
func Ward(profiles [][]float64) ([]Merge, error) {
	n := len(profiles)
	if n < 2 || n > MaxClustered {
		return nil, index.Undefined("%d units; from 2 to %d can be clustered", n, MaxClustered)
	}
	squares, err := distances(profiles)
	if err != nil {
		return nil, err
	}
	label, size, near := make([]int, n), make([]float64, n), make([]int, n)
	alive := make([]bool, n)
	for i := range n {
		label[i], size[i], alive[i] = i, 1, true
	}
	nearest := func(i int) { // of the clusters after i
		near[i] = -1
		for j := i + 1; j < n; j++ {
			if alive[j] && (near[i] < 0 || closer(squares[j][i], label[j], squares[near[i]][i], label[near[i]])) {
				near[i] = j
			}
		}
	}
	for i := range n {
		nearest(i)
	}
	var out []Merge
	for len(out) < n-1 {
		a := -1
		for i := range n {
			if alive[i] && near[i] >= 0 && (a < 0 || better(squares, label, near, i, a)) {
				a = i
			}
		}
		b := near[a]
		d := squares[b][a]
		sum := size[a] + size[b]
		out = append(out, Merge{A: min(label[a], label[b]), B: max(label[a], label[b]), Height: math.Sqrt(d), Units: int(sum)})
		for k := range n { // Lance and Williams 1967
			if !alive[k] || k == a || k == b {
				continue
			}
			all := sum + size[k]
			at(squares, a, k, (float64((size[a]+size[k])*of(squares, a, k))+float64((size[b]+size[k])*of(squares, b, k))-float64(size[k]*d))/all)
		}
		alive[b], size[a], label[a] = false, sum, n+len(out)-1
		for i := range b { // the new cluster lies no nearer to any other than one of its two did
			if alive[i] && (i == a || near[i] == a || near[i] == b) {
				nearest(i)
			}
		}
	}
	return out, nil
}

// distances returns the squared distances between units, [i][j] for j < i.
func distances(profiles [][]float64) ([][]float64, error) {
	out := make([][]float64, len(profiles))
	for i, p := range profiles {
		if len(p) != len(profiles[0]) || len(p) == 0 {
			return nil, index.Undefined("unit %d has %d numbers, unit 0 has %d", i, len(p), len(profiles[0]))
		}
		out[i] = make([]float64, i)
		for j, q := range profiles[:i] {
			var sum index.Sum
			for k, v := range p {
				sum.Add((v - q[k]) * (v - q[k]))
			}
			out[i][j] = sum.Value()
			if !(math.Abs(out[i][j]) <= math.MaxFloat64) {
				return nil, index.Undefined("units %d and %d: a number is not finite", j, i)
			}
		}
		for _, v := range p {
			if !(math.Abs(v) <= math.MaxFloat64) {
				return nil, index.Undefined("unit %d: a number is not finite", i)
			}
		}
	}
	return out, nil
}

func of(squares [][]float64, i, j int) float64 { return squares[max(i, j)][min(i, j)] }

func at(squares [][]float64, i, j int, v float64) { squares[max(i, j)][min(i, j)] = max(0, v) }

// closer tells whether distance d to the cluster with a label goes before another; distances that differ by rounding alone are equal.
func closer(d float64, label int, e float64, other int) bool {
	if math.Abs(d-e) <= 1e-12*max(d, e) {
		return label < other
	}
	return d < e
}

// better tells whether the pair of cluster i and its nearest goes before that of cluster j.
func better(squares [][]float64, label, near []int, i, j int) bool {
	d, e := squares[near[i]][i], squares[near[j]][j]
	if math.Abs(d-e) > 1e-12*max(d, e) {
		return d < e
	}
	a, b := min(label[i], label[near[i]]), max(label[i], label[near[i]])
	p, q := min(label[j], label[near[j]]), max(label[j], label[near[j]])
	return a < p || a == p && b < q
}

// Cut returns the cluster of each unit when the tree of n units is cut into k, numbered from 1 in the order of their first units. It is nil
// where there are no k clusters.
func Cut(tree []Merge, k int) []int {
	n := len(tree) + 1
	if k < 1 || k > n {
		return nil
	}
	in := make([]int, n+len(tree)) // the cluster that each lies in, itself where none
	for i := range in {
		in[i] = i
	}
	for m, merge := range tree[:n-k] {
		in[merge.A], in[merge.B] = n+m, n+m
	}
	number := make(map[int]int)
	out := make([]int, n)
	for i := range out {
		top := i
		for in[top] != top {
			top = in[top]
		}
		if number[top] == 0 {
			number[top] = len(number) + 1
		}
		out[i] = number[top]
	}
	return out
}

// Order returns the units in the order of the tree, so that those that are joined stand side by side: of two clusters that of the lower number first.
func Order(tree []Merge) []int {
	n := len(tree) + 1
	var out []int
	stack := []int{n + len(tree) - 1}
	for len(stack) > 0 {
		c := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if c < n {
			out = append(out, c)
			continue
		}
		m := tree[c-n]
		stack = append(stack, m.B, m.A)
	}
	return out
}

// Silhouette returns how well each unit lies in its cluster (Rousseeuw 1987, Journal of Computational and Applied Mathematics 20, 53–65): s = (b − a)/max(a, b), with
// its mean distance a to the others of its own cluster and b to those of the nearest other one; 0 for a unit alone in its cluster. It is near 1
// for a unit among its like, near 0 between two clusters, and below 0 for one that would lie better in another. The mean over all units says how clear the
// clusters are: Kaufman and Rousseeuw (1990, Finding Groups in Data, p. 88) take up to 0.25 for no structure, and above 0.5 for a reasonable one.
//
// It is undefined where [Ward] is, and for fewer than two clusters.
func Silhouette(profiles [][]float64, cluster []int) ([]float64, error) {
	n := len(profiles)
	if n < 2 || n > MaxClustered || len(cluster) != n {
		return nil, index.Undefined("%d units with clusters of %d; from 2 to %d can be looked at", n, len(cluster), MaxClustered)
	}
	squares, err := distances(profiles)
	if err != nil {
		return nil, err
	}
	k := 0
	for _, c := range cluster {
		if c < 1 {
			return nil, index.Undefined("cluster %d; clusters are numbered from 1", c)
		}
		k = max(k, c)
	}
	size := make([]int, k+1)
	for _, c := range cluster {
		size[c]++
	}
	if size[cluster[0]] == n {
		return nil, index.Undefined("all units lie in one cluster")
	}
	out := make([]float64, n)
	sum := make([]float64, k+1)
	for i := range out {
		clear(sum)
		for j := range n {
			if j != i {
				sum[cluster[j]] += math.Sqrt(of(squares, i, j))
			}
		}
		own := cluster[i]
		if size[own] == 1 {
			continue
		}
		a, b := sum[own]/float64(size[own]-1), math.Inf(1)
		for c := 1; c <= k; c++ {
			if c != own && size[c] > 0 {
				b = min(b, sum[c]/float64(size[c]))
			}
		}
		if m := max(a, b); m > 0 {
			out[i] = (b - a) / m
		}
	}
	return out, nil
}
