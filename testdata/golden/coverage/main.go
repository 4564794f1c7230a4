// Command coverage draws many samples of cities whose truth is known, and counts how often the 95 per cent intervals of the
// noise-corrected measures hold it. It writes coverage.csv:
//
//	go run ./testdata/golden/coverage > testdata/golden/coverage.csv
//
// A city has 10, 30 or 77 areas with 1,271 people in the middle one (log-normal, σ 0.6). The true share, about 15 per cent, is the same in all
// areas, or normal round that with a standard deviation of 1 (mild), 2 (clear) or 6 percentage points (strong). Each of many cities is drawn anew
// with its areas, and sampled once: events are binomial, or Poisson for a rate.
package main

import (
	"encoding/csv"
	"flag"
	"fmt"
	"log"
	"math"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"strconv"
	"sync"

	"gonum.org/v1/gonum/stat/distuv"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/registry"
)

var measures = []string{
	"noise-corrected-bgv", "noise-corrected-bgsd", "noise-corrected-cov", "noise-corrected-idis", "noise-corrected-theil-t", "noise-corrected-mld",
}

// truths are the measures without chance of which the noise-corrected ones are estimates, in their order.
var truths = []string{"bgv", "bgsd", "cov", "idis", "disparity-theil-t", "disparity-mld"}

// city is one setting of the simulation.
type city struct {
	areas int
	sd    float64 // of the true shares
	rate  bool    // events are Poisson
}

// tally counts intervals.
type tally struct {
	held, below, above, defined int // truth inside, below the lower limit, above the upper
	bias                        float64
}

func main() {
	log.SetFlags(0)
	replicates := flag.Int("replicates", 20_000, "cities drawn for each setting")
	flag.Parse()
	w := csv.NewWriter(os.Stdout)
	check(w.Write([]string{"measure", "events", "areas", "sd", "replicates", "covered", "truth_below", "truth_above", "mean_error"}))
	for _, rate := range []bool{false, true} {
		for _, areas := range []int{10, 30, 77} {
			for _, sd := range []float64{0, 0.01, 0.02, 0.06} {
				c := city{areas, sd, rate}
				for m, t := range c.simulate(*replicates) {
					part := func(n int) string { return strconv.FormatFloat(float64(n)/float64(t.defined), 'f', 4, 64) }
					check(w.Write([]string{
						measures[m], map[bool]string{false: "binomial", true: "Poisson"}[rate], strconv.Itoa(areas), fmt.Sprint(sd), strconv.Itoa(t.defined),
						part(t.held), part(t.below), part(t.above), strconv.FormatFloat(t.bias/float64(t.defined), 'g', 3, 64),
					}))
				}
				w.Flush()
			}
		}
	}
	check(w.Error())
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

// simulate draws cities on all processors; each has a seed of its own.
func (c city) simulate(replicates int) []tally {
	workers := runtime.GOMAXPROCS(0)
	parts := make([][]tally, workers)
	var wg sync.WaitGroup
	for k := range workers {
		wg.Go(func() {
			parts[k] = make([]tally, len(measures))
			for r := k; r < replicates; r += workers {
				c.draw(rand.New(rand.NewPCG(uint64(r), uint64(c.areas))), parts[k])
			}
		})
	}
	wg.Wait()
	total := make([]tally, len(measures))
	for _, p := range parts {
		for m, t := range p {
			total[m].held += t.held
			total[m].below += t.below
			total[m].above += t.above
			total[m].defined += t.defined
			total[m].bias += t.bias
		}
	}
	return total
}

// draw makes one city and one sample of it, and notes what the intervals hold.
func (c city) draw(r *rand.Rand, tallies []tally) {
	truth := index.Subgroups{Reference: -1, High: 100}
	var sample index.Subgroups
	for {
		truth.Estimates, truth.Population = nil, nil
		for range c.areas {
			truth.Population = append(truth.Population, math.Round(math.Exp(math.Log(1271)+0.6*r.NormFloat64())))
			truth.Estimates = append(truth.Estimates, 100*min(max(0.15+c.sd*r.NormFloat64(), 0.005), 0.9))
		}
		sample = truth
		sample.Estimates, sample.Count = make([]float64, c.areas), make([]float64, c.areas)
		for i, n := range truth.Population {
			share := truth.Estimates[i] / 100
			if c.rate {
				sample.Count[i] = distuv.Poisson{Lambda: n * share, Src: r}.Rand()
			} else {
				sample.Count[i] = distuv.Binomial{N: n, P: share, Src: r}.Rand()
			}
			sample.Estimates[i] = 100 * sample.Count[i] / n
		}
		if c.rate {
			truth.High, sample.High = 0, 0
		}
		if !slices.Contains(sample.Count, 0) { // of which the logarithmic measure has no value
			break
		}
	}
	for m, id := range measures {
		ix, err := registry.Lookup(id)
		check(err)
		of, err := registry.Lookup(truths[m])
		check(err)
		want, err := of.Disparate(truth, nil)
		check(err)
		if c.sd == 0 {
			want = 0 // but for rounding
		}
		got, err := ix.Disparate(sample, nil)
		check(err)
		i, err := ix.Interval(index.Input{Subgroups: sample}, nil)
		check(err)
		t := &tallies[m]
		t.defined++
		t.bias += got - want
		switch {
		case want < i.Lower:
			t.below++
		case want > i.Upper:
			t.above++
		default:
			t.held++
		}
	}
}
