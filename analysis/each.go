package analysis

import (
	"iter"
	"slices"
	"sync"

	"github.com/jamlik/jamlik/indicators"
)

// Each analyses a table whose results may be too many to be held: it hands over what comes of each indicator with its groups as soon as it is
// there, in the order of the catalogue, and returns the rest. The two together are what [Run] has:
//   - f gets the comparisons, benchmarks, funnels, trends, inequality, courses, and what is known of groups and of the precision of one indicator
//     at a time, without Q, which rests on the tests of all;
//   - the rest has what several indicators tell together, segregation, mixes, clusters, findings and warnings. It has also Discoveries, and
//     all Comparisons and Benchmarks, with Q, but without the values of the smallest areas and without warnings about one comparison being lost.
//
// Where figures are withheld to protect persons, what may be shown of one result rests on all the others: then f is called once, with all of
// [Run], and that is the rest as well. An error of f ends the analysis.
func Each(t *indicators.Table, o Options, f func(*Results) error) (*Results, error) {
	o, err := o.filled(t)
	if err != nil {
		return nil, err
	}
	shown, err := rounded(t, o)
	if err != nil {
		return nil, err
	}
	a := newAnalyst(shown, o)
	a.exact = t
	if len(a.unprotected()) > 0 {
		res, err := Run(t, o)
		if err == nil {
			err = f(res)
		}
		return res, err
	}
	rest := &Results{City: a.city, Districts: a.districts, Options: o, Warnings: a.delimitation()}
	figures := false
	byIndicator := slices.Collect(chunks(a.names(), func(m, n runName) bool { return m.indicator == n.indicator }))
	err = inOrder(len(byIndicator), o.Workers, func(i int) *Results {
		res := &Results{City: a.city, Districts: a.districts, Options: o}
		a.indicators(res, byIndicator[i])
		for _, topic := range topics {
			topic(a, res)
		}
		for _, name := range byIndicator[i] {
			a.forget(name)
		}
		return res
	}, func(res *Results) error {
		figures = figures || slices.ContainsFunc(res.Comparisons, Comparison.any)
		if err := f(res); err != nil {
			return err
		}
		rest.keep(res)
		return nil
	})
	if err != nil {
		return nil, err
	}
	against := o.Compare.Against
	slices.SortStableFunc(rest.Benchmarks, func(b, c BenchmarkComparison) int {
		at := func(b BenchmarkComparison) int {
			return slices.IndexFunc(against, func(x Benchmark) bool { return x.ID() == b.Benchmark.ID() })
		}
		return at(b) - at(c)
	})
	a.ofSeveral(rest, figures)
	for _, topic := range across {
		topic(a, rest)
	}
	discoveries(rest)
	rest.Findings = a.findings(rest)
	return rest, nil
}

// keep adds what several indicators tell together, and the findings, are made of. The smallest areas and single periods, which are most of what
// there is, are not.
func (r *Results) keep(res *Results) {
	for _, c := range res.Comparisons {
		c.Spread = nil
		r.Comparisons = append(r.Comparisons, c)
	}
	r.Benchmarks = append(r.Benchmarks, res.Benchmarks...)
	for _, t := range res.Trends {
		if slices.ContainsFunc(r.Options.Targets.List, func(s TargetSpec) bool { return s.Indicator == t.Indicator.ID && s.Group == t.Group }) {
			r.Trends = append(r.Trends, t)
		}
	}
	for _, c := range res.Courses {
		for d := range c.Areas {
			c.Areas[d].Gap.Points = nil
		}
		c.Spread.Points = nil
		r.Courses = append(r.Courses, c)
	}
	for _, k := range res.Rankings {
		if k.Level == r.Options.AreaLevel {
			r.Rankings = append(r.Rankings, k)
		}
	}
	r.Inequality = append(r.Inequality, res.Inequality...)
	r.GroupGaps = append(r.GroupGaps, res.GroupGaps...)
	r.Clusters = append(r.Clusters, res.Clusters...)
}

// forget lets go of the figures of an indicator and group. They are worked out anew when they are asked for again.
func (a *analyst) forget(n runName) { *a.known[n] = remembered{} }

// inOrder makes n things from some goroutines and hands them over in order, at most one more than there are goroutines being there at once. It ends
// with the first error of the receiver.
func inOrder[T any](n, workers int, produce func(i int) T, receive func(T) error) error {
	made := make([]chan T, n)
	for i := range made {
		made[i] = make(chan T, 1)
	}
	room, end := make(chan struct{}, workers+1), make(chan struct{})
	next := make(chan int)
	var wg sync.WaitGroup
	wg.Go(func() {
		defer close(next)
		for i := range n {
			select {
			case room <- struct{}{}:
				next <- i
			case <-end:
				return
			}
		}
	})
	for range min(workers, n) {
		wg.Go(func() {
			for i := range next {
				made[i] <- produce(i)
			}
		})
	}
	defer wg.Wait()
	defer close(end)
	for i := range made {
		if err := receive(<-made[i]); err != nil {
			return err
		}
		made[i] = nil
		<-room
	}
	return nil
}

// chunks yields the stretches of s whose neighbours are alike.
func chunks[T any](s []T, alike func(a, b T) bool) iter.Seq[[]T] {
	return func(yield func([]T) bool) {
		for from := 0; from < len(s); {
			to := from + 1
			for to < len(s) && alike(s[to-1], s[to]) {
				to++
			}
			if !yield(s[from:to]) {
				return
			}
			from = to
		}
	}
}
