package main

import (
	"errors"
	"iter"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/apache/arrow/go/v17/arrow"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/ingest/study"
)

// tableSet is the tables of what comes of each indicator. They are filled as the analysis goes on and written when it is done, so that no more
// than some rows of each are held.
type tableSet struct {
	out    *outputDir
	of     arrow.Metadata
	tables []growingTable
	order  map[string]int // indicator → when its rows came
}

// growingTable is a table whose rows come bit by bit.
type growingTable struct {
	add    func(*analysis.Results) error // rows of some indicators
	finish func(*analysis.Results) error // rows of the rest; writes the table
}

func newTableSet(out *outputDir, l *study.Loaded, against []analysis.Benchmark) *tableSet {
	s := &tableSet{out: out, of: provenance(l), order: make(map[string]int)}
	grow(s, "data/comparisons", table[comparisonRow]{parts: parts(comparisonRows), adjusted: adjustedOfComparisons})
	grow(s, "data/benchmarks", table[benchmarkRow]{parts: benchmarkParts(against), adjusted: adjustedOfBenchmarks})
	grow(s, "data/funnel", table[funnelRow]{parts: parts(funnelRows)})
	grow(s, "data/indices", table[indexRow]{
		parts: parts(func(res *analysis.Results) []indexRow {
			return indexRows(&analysis.Results{Inequality: res.Inequality})
		}),
		rest: func(res *analysis.Results) []indexRow {
			return indexRows(&analysis.Results{Segregation: res.Segregation})
		},
	})
	grow(s, "data/groups", table[groupRow]{parts: parts(
		func(res *analysis.Results) []groupRow { return groupRows(&analysis.Results{GroupGaps: res.GroupGaps}) },
		func(res *analysis.Results) []groupRow {
			return groupRows(&analysis.Results{GroupCells: res.GroupCells})
		},
	)})
	grow(s, "data/group-measures", table[groupMeasureRow]{parts: parts(
		func(res *analysis.Results) []groupMeasureRow {
			return groupMeasureRows(&analysis.Results{GroupMeasures: res.GroupMeasures})
		},
		func(res *analysis.Results) []groupMeasureRow {
			return groupMeasureRows(&analysis.Results{GroupCells: res.GroupCells})
		},
		func(res *analysis.Results) []groupMeasureRow {
			return groupMeasureRows(&analysis.Results{City: res.City, GroupAreas: res.GroupAreas})
		},
	)})
	grow(s, "data/decompositions", table[decompositionRow]{parts: decompositionParts()})
	grow(s, "data/shrunken", table[shrunkenRow]{parts: parts(shrunkenRows)})
	grow(s, "data/ranks", table[rankRow]{parts: parts(rankRows)})
	grow(s, "data/trends", table[trendRow]{parts: parts(trendRows)})
	grow(s, "data/gaps", table[gapRow]{parts: parts(gapRows)})
	grow(s, "data/gap-changes", table[gapChangeRow]{parts: parts(gapChangeRows)})
	grow(s, "data/spreads", table[spreadRow]{parts: parts(spreadRows)})
	grow(s, "data/spread-changes", table[spreadChangeRow]{parts: parts(spreadChangeRows)})
	grow(s, "data/mobility", table[mobilityRow]{parts: parts(mobilityRows)})
	grow(s, "data/rank-changes", table[moveRow]{parts: parts(moveRows)})
	grow(s, curvesStem, curveTable(curveRows))
	grow(s, curveIndicesStem, curveTable(curveIndexRows))
	return s
}

// add takes the rows of some indicators.
func (s *tableSet) add(res *analysis.Results) error {
	for _, c := range res.Comparisons {
		if _, ok := s.order[c.Indicator.ID]; !ok {
			s.order[c.Indicator.ID] = len(s.order)
		}
	}
	for _, t := range s.tables {
		if err := t.add(res); err != nil {
			return err
		}
	}
	return nil
}

// arrived returns comparisons and benchmarks in the order that their rows have come in.
func (s *tableSet) arrived(rest *analysis.Results) *analysis.Results {
	out := &analysis.Results{Comparisons: slices.Clone(rest.Comparisons), Benchmarks: slices.Clone(rest.Benchmarks)}
	slices.SortStableFunc(out.Comparisons, func(x, y analysis.Comparison) int { return s.order[x.Indicator.ID] - s.order[y.Indicator.ID] })
	for from := 0; from < len(out.Benchmarks); {
		to := from
		for to < len(out.Benchmarks) && out.Benchmarks[to].Benchmark.ID() == out.Benchmarks[from].Benchmark.ID() {
			to++
		}
		slices.SortStableFunc(out.Benchmarks[from:to], func(x, y analysis.BenchmarkComparison) int { return s.order[x.Indicator.ID] - s.order[y.Indicator.ID] })
		from = to
	}
	return out
}

// finish takes the rest and returns what is to be done for the tables to be written, which may be done at once.
func (s *tableSet) finish(rest *analysis.Results) []func() error {
	var out []func() error
	for _, w := range rest.Warnings {
		if w.Code == analysis.LeftOut {
			s.out.leaveOut(curvesStem, w.Text.En)
			s.out.leaveOut(curveIndicesStem, w.Text.En)
		}
	}
	for _, t := range s.tables {
		out = append(out, func() error { return t.finish(rest) })
	}
	return out
}

// table says where the rows of a table come from.
type table[T any] struct {
	// parts stand after one another in the table, whatever the order that their rows come in.
	parts    []func(*analysis.Results) []T
	first    func(*analysis.Results) []T               // of the rest: rows before those of indicators; nil where there are none
	rest     func(*analysis.Results) []T               // rows after them; nil where there are none
	optional bool                                      // a study without rows has no such table
	adjusted func(*analysis.Results) iter.Seq[float64] // Q of the rows with P, of the whole table; nil where it has no such columns
}

func parts[T any](rows ...func(*analysis.Results) []T) []func(*analysis.Results) []T { return rows }

// grow adds a table to the set.
func grow[T any](s *tableSet, stem string, t table[T]) {
	spools := make([]*spool[T], len(t.parts))
	for i := range spools {
		spools[i] = newSpool[T](s.out)
	}
	s.tables = append(s.tables, growingTable{
		add: func(res *analysis.Results) error {
			for i, rows := range t.parts {
				if err := spools[i].add(rows(res)); err != nil {
					return err
				}
			}
			return nil
		},
		finish: func(rest *analysis.Results) error {
			var all []*spool[T]
			from := func(rows func(*analysis.Results) []T) error {
				if rows == nil {
					return nil
				}
				all = append(all, newSpool[T](s.out))
				return all[len(all)-1].add(rows(rest))
			}
			if err := from(t.first); err != nil {
				return err
			}
			all = append(all, spools...)
			if err := from(t.rest); err != nil {
				return err
			}
			if t.optional && !slices.ContainsFunc(all, func(s *spool[T]) bool { return s.n > 0 }) {
				return nil
			}
			var q iter.Seq[float64]
			if t.adjusted != nil {
				q = t.adjusted(s.arrived(rest))
			}
			return writeSpools(s.out, stem, all, q, s.of)
		},
	})
}

// benchmarkParts are the rows against each benchmark.
func benchmarkParts(against []analysis.Benchmark) []func(*analysis.Results) []benchmarkRow {
	var out []func(*analysis.Results) []benchmarkRow
	for _, b := range against {
		out = append(out, func(res *analysis.Results) []benchmarkRow {
			of := slices.DeleteFunc(slices.Clone(res.Benchmarks), func(c analysis.BenchmarkComparison) bool { return c.Benchmark.ID() != b.ID() })
			return benchmarkRows(&analysis.Results{Benchmarks: of})
		})
	}
	return out
}

// decompositionParts are changes and gaps, and then series, by district before those by group.
func decompositionParts() []func(*analysis.Results) []decompositionRow {
	var out []func(*analysis.Results) []decompositionRow
	for _, series := range []bool{false, true} {
		for _, byGroup := range []bool{false, true} {
			out = append(out, func(res *analysis.Results) []decompositionRow {
				of := &analysis.Results{City: res.City}
				if series {
					of.Series = slices.DeleteFunc(slices.Clone(res.Series), func(s analysis.Series) bool { return len(s.By) > 0 != byGroup })
				} else {
					of.Decompositions = slices.DeleteFunc(slices.Clone(res.Decompositions), func(d analysis.Decomposition) bool { return len(d.By) > 0 != byGroup })
				}
				return decompositionRows(of)
			})
		}
	}
	return out
}

// adjustedOfComparisons are the Q of the rows of comparisons that have a P.
func adjustedOfComparisons(rest *analysis.Results) iter.Seq[float64] {
	return func(yield func(float64) bool) {
		for _, c := range rest.Comparisons {
			for i := range c.Areas {
				if at := &c.Areas[i].Contrast; present(at.P) != nil && !yield(at.Q.V) {
					return
				}
			}
		}
	}
}

// adjustedOfBenchmarks are the Q of the rows of benchmarks that have a P.
func adjustedOfBenchmarks(rest *analysis.Results) iter.Seq[float64] {
	return func(yield func(float64) bool) {
		for _, b := range rest.Benchmarks {
			for i := range b.Areas {
				if at := &b.Areas[i].Contrast; present(at.P) != nil && !yield(at.Q.V) {
					return
				}
			}
		}
	}
}

// adjustable is a row with a P and a Q.
type adjustable interface{ adjust(q func() float64) }

func (r *comparisonRow) adjust(q func() float64) {
	if r.P != nil {
		v := q()
		r.Q = &v
	}
}

func (r *benchmarkRow) adjust(q func() float64) {
	if r.P != nil {
		v := q()
		r.Q = &v
	}
}

// inParallel does all of the work, as much at once as there are processors, and returns what went wrong, in order.
func inParallel(work []func() error) error {
	errs := make([]error, len(work))
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(work)) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(work); i = int(next.Add(1)) - 1 {
				errs[i] = work[i]()
			}
		})
	}
	wg.Wait()
	return errors.Join(errs...)
}
