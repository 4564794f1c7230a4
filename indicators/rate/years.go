package rate

import "github.com/jamlik/jamlik/indicators/index"

// checkYears returns an error where s has a stratum that is no year. Ages have no trend.
func checkYears(s index.Strata) error {
	for _, at := range s.At {
		if !(at >= 1000 && at < 10_000) {
			return index.Undefined("stratum %v is no year", at)
		}
	}
	return nil
}

// unbroken returns the last rows of a unit, as many as points, in the order of their years. It is an error when there are fewer, a year is
// missing among them, or the last is not the latest of all.
func unbroken(s index.Strata, rows []int, points int, latest float64) ([]int, error) {
	if len(rows) < points {
		return nil, index.Undefined("fewer than %d years", points)
	}
	if s.At[rows[len(rows)-1]] != latest {
		return nil, index.Undefined("no figure for %v, the last year of other units", latest)
	}
	last := rows[len(rows)-points:]
	for k, j := range last[1:] {
		if before := s.At[last[k]]; s.At[j] != before+1 {
			return nil, index.Undefined("no figure for the year after %v", before)
		}
	}
	return last, nil
}

// checkShares returns why the events among people in some of the rows are no shares that a trend can have.
func checkShares(s index.Strata, rows []int) error {
	for _, j := range rows {
		switch x, n := s.Count[j], s.Population[j]; {
		case n == 0:
			return index.Undefined("nobody in %v", s.At[j])
		case x > n:
			return index.Undefined("more than all people in %v", s.At[j])
		}
	}
	return nil
}

// leastSquares returns the slope of the line through the points (x, y) of given weights, and the sum of weighted squares of x about
// its mean.
func leastSquares(n int, at func(i int) (x, y, w float64)) (slope, squares float64) {
	var sw, swx, sxx, sxy index.Sum
	for i := range n {
		x, _, w := at(i)
		sw.Add(w)
		swx.Add(w * x)
	}
	mean := swx.Value() / sw.Value()
	for i := range n {
		x, y, w := at(i)
		sxx.Add(w * (x - mean) * (x - mean))
		sxy.Add(w * (x - mean) * y)
	}
	return sxy.Value() / sxx.Value(), sxx.Value()
}
