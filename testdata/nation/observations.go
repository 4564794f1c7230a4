package main

import (
	"bufio"
	"errors"
	"fmt"
	"hash/fnv"
	"math"
	"math/rand/v2"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/arrow/memory"

	"github.com/jamlik/jamlik/ingest/columnar"
)

var (
	textType = &arrow.DictionaryType{IndexType: arrow.PrimitiveTypes.Int32, ValueType: arrow.BinaryTypes.String}
	columns  = arrow.NewSchema([]arrow.Field{
		{Name: "indicator", Type: textType}, {Name: "group", Type: textType}, {Name: "period", Type: textType}, {Name: "area", Type: textType},
		{Name: "value", Type: arrow.PrimitiveTypes.Float64, Nullable: true},
		{Name: "numerator", Type: arrow.PrimitiveTypes.Float64, Nullable: true},
		{Name: "denominator", Type: arrow.PrimitiveTypes.Float64, Nullable: true},
	}, nil)
)

// series is one indicator for one group over the small areas.
type series struct {
	k       int
	group   string
	r       *rand.Rand
	level   []float64 // of each area: the share of its persons in the first year
	slope   []float64 // by which the share grows from year to year
	persons []float64
}

func (n nation) newSeries(k int, group string) *series {
	h := fnv.New64a()
	fmt.Fprint(h, indicatorID(k), ";", group)
	s := &series{k: k, group: group, r: rand.New(rand.NewPCG(n.seed, h.Sum64()))}
	persons := rand.New(rand.NewPCG(n.seed, 0)) // the same of every indicator
	for range n.areas {
		s.level = append(s.level, 0.1+0.5*s.r.Float64())
		s.slope = append(s.slope, 0.02*s.r.NormFloat64())
		s.persons = append(s.persons, float64(700+persons.IntN(2000)))
	}
	if group != "" { // about as large as one another
		for a := range s.persons {
			s.persons[a] = math.Round(s.persons[a] / 2)
		}
	}
	return s
}

// counts are who is counted of an area's persons in a year, the first being 0.
func (s *series) counts(area, year int) (numerator, denominator float64) {
	denominator = math.Round(s.persons[area] * (1 + 0.01*float64(year)))
	p := min(0.95, max(0.01, s.level[area]*(1+s.slope[area]*float64(year))))
	// as many as chance would make it, by the normal distribution
	numerator = math.Round(denominator*p + math.Sqrt(denominator*p*(1-p))*s.r.NormFloat64())
	return min(denominator, max(0, numerator)), denominator
}

// writeObservations writes series by series and year by year.
func (n nation) writeObservations(w *bufio.Writer) error {
	out, err := columnar.NewParquetWriter(w, columns)
	if err != nil {
		return err
	}
	codes := make([]string, n.areas+1)
	for a := range n.areas {
		codes[a] = areaCode(a)
	}
	codes[n.areas] = "00"
	for k := range n.indicators {
		for _, group := range append([]string{""}, groupsOf(k)...) {
			s := n.newSeries(k, group)
			for year := range n.years {
				rec := n.year(s, year, codes)
				if err := out.Write(rec); err != nil {
					return errors.Join(err, out.Close())
				}
			}
		}
	}
	return out.Close()
}

// year is the observations of a series in a year; codes are those of the areas and of the country.
func (n nation) year(s *series, year int, codes []string) arrow.Record {
	rows := n.areas
	if kindOf(s.k) == "count" || s.k%2 == 0 {
		rows++
	}
	var value, numerator, denominator cells
	var all, everyone float64
	add := func(num, den float64, missing bool) {
		switch kindOf(s.k) {
		case "count":
			value.add(num, missing)
			numerator.add(0, true)
			denominator.add(0, true)
		case "mean":
			value.add(300*num/den, missing)
			numerator.add(0, true)
			denominator.add(den, missing)
		default:
			value.add(perOf(s.k)*num/den, missing)
			numerator.add(num, missing)
			denominator.add(den, missing)
		}
	}
	for a := range n.areas {
		num, den := s.counts(a, year)
		all, everyone = all+num, everyone+den
		add(num, den, kindOf(s.k) != "count" && (a+s.k)%50 == 0)
	}
	if rows > n.areas {
		add(all, everyone, false)
	}
	same := func(word string) arrow.Array { return words([]string{word}, make([]int32, rows)) }
	each := make([]int32, rows)
	for i := range each {
		each[i] = int32(i)
	}
	return array.NewRecord(columns, []arrow.Array{same(indicatorID(s.k)), same(s.group), same(fmt.Sprint(lastYear - n.years + 1 + year)),
		words(codes, each), value.array(), numerator.array(), denominator.array()}, int64(rows))
}

// cells is a column of numbers some of which are missing.
type cells struct {
	v  []float64
	ok []bool
}

func (c *cells) add(v float64, missing bool) { c.v, c.ok = append(c.v, v), append(c.ok, !missing) }

func (c *cells) array() arrow.Array {
	b := array.NewFloat64Builder(memory.DefaultAllocator)
	b.AppendValues(c.v, c.ok)
	return b.NewArray()
}

// words is a column of text: positions in a list.
func words(list []string, at []int32) arrow.Array {
	i := array.NewInt32Builder(memory.DefaultAllocator)
	i.AppendValues(at, nil)
	w := array.NewStringBuilder(memory.DefaultAllocator)
	w.AppendValues(list, nil)
	return array.NewDictionaryArray(textType, i.NewArray(), w.NewArray())
}
