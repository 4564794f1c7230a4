package engine

import (
	"fmt"
	"hash/maphash"
	"math"
	"math/big"
	"math/bits"
	"slices"
	"strings"

	"github.com/jamlik/jamlik/indicators"
)

// Adder adds up the rows, or the cells of shards, that have equal keys. It holds one number for each count and sum of a cell, however many rows are added, and each text
// of a key once. It is not safe for concurrent use: goroutines have one each, which are merged in the end. The answer does not depend on what was added where or in which order.
type Adder struct {
	query    Query
	words    []dictionary // for each key
	slots    []uint32     // cell+1, 0 where free: a hash table that grows to twice the cells at least
	seed     uint64
	codes    []uint32 // those of the keys of each cell, cell by cell
	counts   []int64
	withheld map[uint32]bool
	sums     [][]total // for each sum and cell
	valid    [][]int64
	row      []uint32 // for the codes of one cell
}

// dictionary is the texts of one key.
type dictionary struct {
	codes map[string]uint32
	words []string
}

// NewAdder returns an adder of the cells of a query that [Query.Check] has nothing against.
func NewAdder(q Query) *Adder {
	a := &Adder{query: q, words: make([]dictionary, len(q.Keys)), slots: make([]uint32, 1024), seed: maphash.String(maphash.MakeSeed(), "cells") | 1,
		withheld: map[uint32]bool{}, sums: make([][]total, len(q.Sums)), valid: make([][]int64, len(q.Sums)), row: make([]uint32, len(q.Keys))}
	for k := range a.words {
		a.words[k].codes = map[string]uint32{}
	}
	return a
}

// Len returns the number of cells.
func (a *Adder) Len() int { return len(a.counts) }

// Code returns the number that a text of a key, by its place in the query, has in this adder: 0, 1, 2 and so on as they come.
func (a *Adder) Code(key int, text string) (uint32, error) {
	d := &a.words[key]
	if code, ok := d.codes[text]; ok {
		return code, nil
	}
	// The cells of so many values would be too many, and their texts are what takes the memory until then.
	if len(d.words) >= a.query.most() {
		return 0, a.tooMany()
	}
	code := uint32(len(d.words))
	text = strings.Clone(text)
	d.codes[text], d.words = code, append(d.words, text)
	return code, nil
}

func (a *Adder) tooMany() error {
	var names []string
	for _, k := range a.query.Keys {
		names = append(names, k.Name)
	}
	return indicators.Problem{What: fmt.Sprintf("there are more than %d combinations of %s", a.query.most(), strings.Join(names, ", ")),
		Remedy: "cells are for groups of persons: count by areas in place of coordinates, classes in place of amounts, or fewer keys at a time; what needs persons one by one " +
			"(ranks, the neighbourhood of each) is computed where they are"}
}

// Cell returns the number of the cell with the codes of its keys, and makes it where it is new.
func (a *Adder) Cell(codes []uint32) (uint32, error) {
	h := a.seed
	for _, c := range codes {
		hi, lo := bits.Mul64(h^uint64(c)*0x9e3779b97f4a7c15, 0xd6e8feb86659fd93)
		h = hi ^ lo
	}
	n, mask := len(codes), uint64(len(a.slots)-1)
	for at := h & mask; ; at = (at + 1) & mask {
		s := a.slots[at]
		if s == 0 {
			if err := a.grow(codes); err != nil {
				return 0, err
			}
			cell := uint32(len(a.counts) - 1)
			if 2*len(a.counts) <= len(a.slots) {
				a.slots[at] = cell + 1
				return cell, nil
			}
			a.rehash()
			return cell, nil
		}
		have := a.codes[int(s-1)*n : int(s)*n]
		same := true
		for i, c := range codes {
			if have[i] != c {
				same = false
				break
			}
		}
		if same {
			return s - 1, nil
		}
	}
}

// grow makes a cell.
func (a *Adder) grow(codes []uint32) error {
	if len(a.counts) >= a.query.most() {
		return a.tooMany()
	}
	a.codes = append(a.codes, codes...)
	a.counts = append(a.counts, 0)
	for i := range a.sums {
		a.sums[i] = append(a.sums[i], total{})
		a.valid[i] = append(a.valid[i], 0)
	}
	return nil
}

// rehash puts all cells into a table four times as large.
func (a *Adder) rehash() {
	a.slots = make([]uint32, 4*len(a.slots))
	n, mask := len(a.words), uint64(len(a.slots)-1)
	for cell := range a.counts {
		h := a.seed
		for _, c := range a.codes[cell*n : (cell+1)*n] {
			hi, lo := bits.Mul64(h^uint64(c)*0x9e3779b97f4a7c15, 0xd6e8feb86659fd93)
			h = hi ^ lo
		}
		at := h & mask
		for a.slots[at] != 0 {
			at = (at + 1) & mask
		}
		a.slots[at] = uint32(cell + 1)
	}
}

// Count adds rows to a cell.
func (a *Adder) Count(cell uint32, rows int64) error {
	if rows < 0 || a.counts[cell] > math.MaxInt64-rows {
		return fmt.Errorf("a cell has %d rows and gets %d more, which is no count", a.counts[cell], rows)
	}
	a.counts[cell] += rows
	return nil
}

// AddProduct adds one row's product of factors, each scaled as [Scale] does, to a sum of a cell.
func (a *Adder) AddProduct(cell uint32, sum int, factors []int64) {
	a.sums[sum][cell].addProduct(factors)
	a.valid[sum][cell]++
}

// AddCell adds a cell that was counted elsewhere, such as on one of several shards. units and valid have a number for each sum of the query.
func (a *Adder) AddCell(keys []string, rows int64, units []*big.Int, valid []int64) error {
	cell, err := a.keyed(keys)
	if err != nil {
		return err
	}
	if a.withheld[cell] {
		return a.halfWithheld(keys)
	}
	for i := range a.sums {
		if valid[i] < 0 || valid[i] > rows {
			return fmt.Errorf("the cell %q has %d rows and %d with a value of %s", keys, rows, valid[i], a.query.Sums[i].Name)
		}
		a.valid[i][cell] += valid[i]
		a.sums[i][cell].addBig(units[i])
	}
	return a.Count(cell, rows)
}

// AddWithheld adds a cell whose numbers the engine has kept to itself. No other part of the cell can be added: what a part of it hides cannot be in a sum.
func (a *Adder) AddWithheld(keys []string) error {
	before := a.Len()
	cell, err := a.keyed(keys)
	if err != nil {
		return err
	}
	if a.Len() == before {
		return a.halfWithheld(keys)
	}
	a.withheld[cell] = true
	return nil
}

func (a *Adder) halfWithheld(keys []string) error {
	return fmt.Errorf("the cell %q comes in several parts of which some are withheld: small cells can be withheld only after all parts are added", keys)
}

func (a *Adder) keyed(keys []string) (uint32, error) {
	if len(keys) != len(a.words) {
		return 0, fmt.Errorf("a cell has %d keys, the query %d", len(keys), len(a.words))
	}
	for k, text := range keys {
		code, err := a.Code(k, text)
		if err != nil {
			return 0, err
		}
		a.row[k] = code
	}
	return a.Cell(a.row)
}

// Merge adds all cells of another adder of the same query, which is not to be used any more.
func (a *Adder) Merge(b *Adder) error {
	codes := make([][]uint32, len(a.words))
	for k := range b.words {
		codes[k] = make([]uint32, len(b.words[k].words))
		for i, text := range b.words[k].words {
			code, err := a.Code(k, text)
			if err != nil {
				return err
			}
			codes[k][i] = code
		}
	}
	n := len(a.words)
	for from := range b.counts {
		for k := range n {
			a.row[k] = codes[k][b.codes[from*n+k]]
		}
		before := a.Len()
		cell, err := a.Cell(a.row)
		if err != nil {
			return err
		}
		switch hidden := b.withheld[uint32(from)]; {
		case a.Len() == before && (hidden || a.withheld[cell]):
			return a.halfWithheld(a.texts(int(cell)))
		case hidden:
			a.withheld[cell] = true
		}
		if err := a.Count(cell, b.counts[from]); err != nil {
			return err
		}
		for i := range a.sums {
			a.sums[i][cell].merge(&b.sums[i][from])
			a.valid[i][cell] += b.valid[i][from]
		}
	}
	return nil
}

func (a *Adder) texts(cell int) []string {
	texts := make([]string, len(a.words))
	for k := range texts {
		texts[k] = a.words[k].words[a.codes[cell*len(a.words)+k]]
	}
	return texts
}

// Cells returns the cells in order, and withholds those that have fewer rows than the query lets out.
func (a *Adder) Cells() *Cells {
	n := len(a.words)
	ranks := make([][]uint32, n)
	for k := range ranks {
		ranks[k] = a.words[k].ranks()
	}
	order := make([]uint32, a.Len())
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortFunc(order, func(x, y uint32) int {
		for k := range n {
			if rx, ry := ranks[k][a.codes[int(x)*n+k]], ranks[k][a.codes[int(y)*n+k]]; rx != ry {
				return int(rx) - int(ry)
			}
		}
		return 0
	})
	c := &Cells{Counts: make([]int64, len(order)), Withheld: make([]bool, len(order))}
	for k, key := range a.query.Keys {
		values := make([]string, len(order))
		for i, cell := range order {
			values[i] = a.words[k].words[a.codes[int(cell)*n+k]]
		}
		c.Keys = append(c.Keys, Column{Name: key.Name, Values: values})
	}
	for i, cell := range order {
		c.Withheld[i] = a.withheld[cell] || a.counts[cell] < a.query.Least
		for s := range a.query.Sums { // a sum over few rows tells of them, however many others the cell has
			c.Withheld[i] = c.Withheld[i] || a.valid[s][cell] > 0 && a.valid[s][cell] < a.query.Least
		}
		if !c.Withheld[i] {
			c.Counts[i] = a.counts[cell]
		}
	}
	for s, sum := range a.query.Sums {
		t := Total{Name: sum.Name, Decimals: sum.Decimals * len(sum.Factors), Units: make([]*big.Int, len(order)), Valid: make([]int64, len(order))}
		for i, cell := range order {
			if !c.Withheld[i] {
				t.Units[i], t.Valid[i] = a.sums[s][cell].big(), a.valid[s][cell]
			}
		}
		c.Sums = append(c.Sums, t)
	}
	return c
}

// ranks returns the place of each text among all, in order of bytes.
func (d dictionary) ranks() []uint32 {
	order := make([]uint32, len(d.words))
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortFunc(order, func(x, y uint32) int { return strings.Compare(d.words[x], d.words[y]) })
	ranks := make([]uint32, len(order))
	for rank, i := range order {
		ranks[i] = uint32(rank)
	}
	return ranks
}
