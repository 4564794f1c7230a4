package engine

import (
	"math/big"
	"math/bits"
)

// units is a whole number of 128 bits, in two's complement: a sum of products that a register of any size hardly leaves.
type units struct {
	hi int64
	lo uint64
}

func unitsOf(v int64) units { return units{hi: v >> 63, lo: uint64(v)} }

// plus returns the sum, ok where 128 bits hold it.
func (a units) plus(b units) (sum units, ok bool) {
	lo, carry := bits.Add64(a.lo, b.lo, 0)
	hi, _ := bits.Add64(uint64(a.hi), uint64(b.hi), carry)
	sum = units{int64(hi), lo}
	return sum, a.hi < 0 != (b.hi < 0) || sum.hi < 0 == (a.hi < 0)
}

// product returns the product of one or two numbers, which 128 bits always hold.
func product(a, b int64) units {
	hi, lo := bits.Mul64(uint64(a), uint64(b))
	// As unsigned numbers a negative a is 2^64 more: take 2^64·b away again, and so for b.
	if a < 0 {
		hi -= uint64(b)
	}
	if b < 0 {
		hi -= uint64(a)
	}
	return units{int64(hi), lo}
}

// whole returns the number where 64 bits hold it.
func (a units) whole() (int64, bool) {
	v := int64(a.lo)
	return v, a.hi == v>>63
}

func (a units) big() *big.Int {
	if v, ok := a.whole(); ok {
		return big.NewInt(v)
	}
	n := big.NewInt(a.hi)
	return n.Lsh(n, 64).Add(n, new(big.Int).SetUint64(a.lo))
}

// total is a sum that is exact however large it becomes.
type total struct {
	units
	beyond *big.Int // what 128 bits did not hold; nil mostly
}

func (t *total) add(u units) {
	if sum, ok := t.plus(u); ok {
		t.units = sum
		return
	}
	t.addBig(u.big())
}

func (t *total) addBig(n *big.Int) {
	if n.IsInt64() {
		if sum, ok := t.plus(unitsOf(n.Int64())); ok {
			t.units = sum
			return
		}
	}
	if t.beyond == nil {
		t.beyond = new(big.Int)
	}
	t.beyond.Add(t.beyond, n)
}

// addProduct adds the product of one to three factors.
func (t *total) addProduct(factors []int64) {
	switch len(factors) {
	case 1:
		t.add(unitsOf(factors[0]))
	case 2:
		t.add(product(factors[0], factors[1]))
	default:
		first := product(factors[0], factors[1])
		if v, ok := first.whole(); ok {
			t.add(product(v, factors[2]))
			return
		}
		n := first.big()
		t.addBig(n.Mul(n, big.NewInt(factors[2])))
	}
}

func (t *total) merge(o *total) {
	t.add(o.units)
	if o.beyond != nil {
		t.addBig(o.beyond)
	}
}

func (t *total) big() *big.Int {
	n := t.units.big()
	if t.beyond != nil {
		n.Add(n, t.beyond)
	}
	return n
}
