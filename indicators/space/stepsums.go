package space

// StepsAmong returns, for each unit i, how many of the units before it in an order can be reached from it, and the sum of the fewest steps to
// each of them. place says where in the order a unit stands; one with a negative place stands nowhere, is not counted and has zeros, but
// steps lead through it. Links go both ways.
func (g *Graph) StepsAmong(place []int32) (reached, sum []int64) {
	both := g.Symmetrised()
	n := both.Len()
	reached, sum = make([]int64, n), make([]int64, n)
	Each(n, func() func(i int) {
		s := both.stepper()
		return func(i int) {
			if place[i] < 0 {
				return
			}
			s.from(i, -1)
			for _, j := range s.queue {
				if p := place[j]; p >= 0 && p < place[i] {
					reached[i]++
					sum[i] += int64(s.steps[j])
				}
			}
		}
	})
	return reached, sum
}
