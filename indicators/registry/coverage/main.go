// Command coverage draws samples of cities whose truth is known, and counts how often the 95 per cent intervals of the noise-corrected
// measures, and of their change, hold it. It runs in indicators/registry, for some minutes, and writes coverage/coverage.csv:
//
//	go run ./coverage
//
// A city has 10, 30 or 77 areas with 1,271 people in the middle one (log-normal, σ 0.6). The true share is 15 per cent in all of them, or
// normal round that with a standard deviation of 1 (mild), 2 (clear) or 6 percentage points (strong). Every city is drawn anew with its
// areas and sampled twice, on two dates; events are binomial, or Poisson for a rate. On the second date the truth is the same, or twice as far from the
// mean.
package main

import (
	"encoding/csv"
	"errors"
	"flag"
	"fmt"
	"log"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"sync"

	"gonum.org/v1/gonum/stat/distuv"

	"github.com/jamlik/jamlik/indicators/disparity"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/registry"
)

// measures are the noise-corrected ones, each with the one that has the truth where there is no chance.
var measures = [][2]string{
	{"noise-corrected-bgv", "bgv"},
	{"noise-corrected-bgsd", "bgsd"},
	{"noise-corrected-cov", "cov"},
	{"noise-corrected-idis", "idis"},
	{"noise-corrected-theil-t", "disparity-theil-t"},
	{"noise-corrected-mld", "disparity-mld"},
}

// city is one setting of the simulation.
type city struct {
	areas int
	sd    float64 // of the true shares
	rate  bool    // events are Poisson
}

// tally counts the intervals of one measure.
type tally struct {
	measure            string
	held, below, above int // the truth lies inside, below the lower limit, above the upper
	excludeZero        int
	all                int
	error              float64 // sum of value less truth
}

func (t *tally) add(value, lower, upper, truth float64) {
	t.all++
	t.error += value - truth
	switch {
	case truth < lower:
		t.below++
	case truth > upper:
		t.above++
	default:
		t.held++
	}
	if lower > 0 || upper < 0 {
		t.excludeZero++
	}
}

func main() {
	log.SetFlags(0)
	replicates := flag.Int("replicates", 10_000, "cities drawn for each setting")
	flag.Parse()
	if err := write(filepath.Join("coverage", "coverage.csv"), *replicates); err != nil {
		log.Fatal(err)
	}
}

// write simulates every setting and writes the file.
func write(name string, replicates int) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	w := csv.NewWriter(f)
	rows := [][]string{{"measure", "events", "areas", "sd", "replicates", "covered", "truth_below", "truth_above", "excludes_zero", "mean_error"}}
	for _, rate := range []bool{false, true} {
		for _, areas := range []int{10, 30, 77} {
			for _, sd := range []float64{0, 0.01, 0.02, 0.06} {
				tallies, err := city{areas, sd, rate}.simulate(replicates)
				if err != nil {
					return err
				}
				for _, t := range tallies {
					part := func(n int) string { return strconv.FormatFloat(float64(n)/float64(t.all), 'f', 4, 64) }
					events := "binomial"
					if rate {
						events = "Poisson"
					}
					rows = append(rows, []string{t.measure, events, strconv.Itoa(areas), fmt.Sprint(sd), strconv.Itoa(t.all), part(t.held), part(t.below),
						part(t.above), part(t.excludeZero), strconv.FormatFloat(t.error/float64(t.all), 'g', 3, 64)})
				}
			}
		}
	}
	return errors.Join(w.WriteAll(rows), f.Close())
}

// simulate draws cities on all processors; each city has a seed of its own.
func (c city) simulate(replicates int) ([]tally, error) {
	workers := runtime.GOMAXPROCS(0)
	parts, errs := make([][]tally, workers), make([]error, workers)
	var wg sync.WaitGroup
	for k := range workers {
		wg.Go(func() {
			parts[k] = newTallies()
			for r := k; r < replicates && errs[k] == nil; r += workers {
				errs[k] = c.draw(rand.New(rand.NewPCG(uint64(r), uint64(c.areas))), parts[k])
			}
		})
	}
	wg.Wait()
	total := newTallies()
	for _, p := range parts {
		for m, t := range p {
			total[m].held += t.held
			total[m].below += t.below
			total[m].above += t.above
			total[m].excludeZero += t.excludeZero
			total[m].all += t.all
			total[m].error += t.error
		}
	}
	return total, errors.Join(errs...)
}

func newTallies() []tally {
	var out []tally
	for _, m := range measures {
		out = append(out, tally{measure: m[0]})
	}
	return append(out, tally{measure: "disparity-change none"}, tally{measure: "disparity-change doubled"})
}

// draw makes one city, samples it, and notes what the intervals hold.
func (c city) draw(r *rand.Rand, tallies []tally) error {
	truth := index.Subgroups{Reference: -1}
	if !c.rate {
		truth.High = 100
	}
	for range c.areas {
		truth.Population = append(truth.Population, math.Round(math.Exp(math.Log(1271)+0.6*r.NormFloat64())))
		truth.Estimates = append(truth.Estimates, 100*min(max(0.15+c.sd*r.NormFloat64(), 0.005), 0.9))
	}
	apart := truth
	apart.Estimates = slices.Clone(truth.Estimates)
	for i, y := range truth.Estimates {
		apart.Estimates[i] = min(max(15+2*(y-15), 0.5), 90)
	}
	first, second, doubled := c.sample(r, truth), c.sample(r, truth), c.sample(r, apart)
	for m := range measures {
		if err := tallies[m].interval(measures[m], truth, first, c.sd == 0); err != nil {
			return err
		}
	}
	before, err := disparity.BetweenGroupStandardDeviation(truth)
	if err != nil {
		return err
	}
	after, err := disparity.BetweenGroupStandardDeviation(apart)
	if err != nil {
		return err
	}
	for k, later := range []index.Subgroups{second, doubled} {
		change, err := disparity.DisparityChange(first, later, 0.95)
		if err != nil {
			return err
		}
		want := []float64{0, after - before}[k]
		tallies[len(measures)+k].add(change[0].Change, change[0].Lower, change[0].Upper, want)
	}
	return nil
}

// sample draws events in every area, at least one, for a logarithm needs that.
func (c city) sample(r *rand.Rand, truth index.Subgroups) index.Subgroups {
	s := truth
	s.Estimates, s.Count = make([]float64, c.areas), make([]float64, c.areas)
	for i, n := range truth.Population {
		for s.Count[i] == 0 {
			if share := truth.Estimates[i] / 100; c.rate {
				s.Count[i] = distuv.Poisson{Lambda: n * share, Src: r}.Rand()
			} else {
				s.Count[i] = distuv.Binomial{N: n, P: share, Src: r}.Rand()
			}
		}
		s.Estimates[i] = 100 * s.Count[i] / n
	}
	return s
}

// interval adds the interval that a measure has for a sample. The truth of equal areas is 0 but for rounding.
func (t *tally) interval(measure [2]string, truth, sample index.Subgroups, equal bool) error {
	ix, err := registry.Lookup(measure[0])
	if err != nil {
		return err
	}
	of, err := registry.Lookup(measure[1])
	if err != nil {
		return err
	}
	want, err := of.Disparate(truth, nil)
	if err != nil {
		return err
	}
	if equal {
		want = 0
	}
	value, err := ix.Disparate(sample, nil)
	if err != nil {
		return err
	}
	i, err := ix.Interval(index.Input{Subgroups: sample}, nil)
	if err != nil {
		return err
	}
	t.add(value, i.Lower, i.Upper, want)
	return nil
}
