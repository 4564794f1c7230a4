package topology

import (
	"cmp"
	"math"
	"math/bits"

	"github.com/paulmach/orb"
)

// places numbers points, the same point alike.
type places struct {
	at    []orb.Point // by number
	table []int32     // number plus 1, by hash; 0 where there is none
}

func newPlaces(n int) *places {
	return &places{at: make([]orb.Point, 0, n), table: make([]int32, 1<<bits.Len(uint(2*n+8)))}
}

// number returns the number of a point.
func (p *places) number(q orb.Point) int32 {
	q[0], q[1] = q[0]+0, q[1]+0 // −0 is 0
	if 2*len(p.at) >= len(p.table) {
		p.grow()
	}
	mask := uint64(len(p.table) - 1)
	h := mix(math.Float64bits(q[0]), math.Float64bits(q[1])) & mask
	for ; p.table[h] != 0; h = (h + 1) & mask {
		if k := p.table[h] - 1; p.at[k] == q {
			return k
		}
	}
	p.at = append(p.at, q)
	p.table[h] = int32(len(p.at))
	return int32(len(p.at) - 1)
}

func (p *places) grow() {
	p.table = make([]int32, 2*len(p.table))
	mask := uint64(len(p.table) - 1)
	for k, q := range p.at {
		h := mix(math.Float64bits(q[0]), math.Float64bits(q[1])) & mask
		for p.table[h] != 0 {
			h = (h + 1) & mask
		}
		p.table[h] = int32(k + 1)
	}
}

func comparePoints(p, q orb.Point) int {
	return cmp.Or(cmp.Compare(p[0], q[0]), cmp.Compare(p[1], q[1]))
}

// mix hashes two numbers by the multiplication of Fibonacci (Knuth 1998, The Art of Computer Programming 3, 6.4).
func mix(a, b uint64) uint64 {
	const golden = 0x9E3779B97F4A7C15
	h := a * golden
	h = (h ^ h>>32 ^ b) * golden
	h = (h ^ h>>29) * golden
	return h ^ h>>32
}

// pairs keeps a number for each of at most n pairs of numbers of places.
type pairs struct {
	key   []uint64
	first []int32 // plus 1
}

func newPairs(n int) *pairs {
	size := 1 << bits.Len(uint(2*n+8))
	return &pairs{key: make([]uint64, size), first: make([]int32, size)}
}

// slot returns what is kept for an unordered pair, to be read and set; 0 at first.
func (p *pairs) slot(a, b int32) *int32 {
	if a > b {
		a, b = b, a
	}
	key := uint64(a)<<32 | uint64(b)
	mask := uint64(len(p.key) - 1)
	h := mix(key, 0) & mask
	for p.first[h] != 0 && p.key[h] != key {
		h = (h + 1) & mask
	}
	p.key[h] = key
	return &p.first[h]
}
