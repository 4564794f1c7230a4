package engine

import (
	"bytes"
	"math/big"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/ingest/delimited"
)

// table returns cells as a file of text shows them.
func table(t *testing.T, c *Cells) string {
	t.Helper()
	var b bytes.Buffer
	r := c.Record(true)
	w, err := delimited.NewWriter(&b, r.Schema(), delimited.WriteOptions{})
	if err == nil {
		err = w.Write(r)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestCompleteAndTotals(t *testing.T) {
	q := Query{Keys: []Key{{Name: "area"}, {Name: "background"}, {Name: "sex"}}, Sums: []Sum{{Name: "w", Factors: []string{"w"}, Decimals: 2}}, Least: 3}
	a := NewAdder(q)
	for _, cell := range []struct {
		area, background, sex string
		n, units              int64
	}{{"01", "a", "f", 10, 1005}, {"01", "a", "m", 2, 50}, {"01", "b", "f", 4, -7}, {"02", "a", "m", 5, 0}, {"02", "", "f", 6, 600}} {
		if err := a.AddCell([]string{cell.area, cell.background, cell.sex}, cell.n, []*big.Int{big.NewInt(cell.units)}, []int64{cell.n}); err != nil {
			t.Fatal(err)
		}
	}
	c := a.Cells()
	if err := c.Complete(0, "sex"); err != nil {
		t.Fatal(err)
	}
	if err := c.AddTotals("background"); err != nil {
		t.Fatal(err)
	}
	// In area 01 two men are withheld, and so is the total of men, but not that of women; in area 02 nobody is a woman of background a.
	want := `area,background,sex,count,status,w,w_n,w_mean
01,"",f,14,reported,9.98,14,0.7128571428571429
01,"",m,,suppressed,,,
01,a,f,10,reported,10.05,10,1.005
01,a,m,,suppressed,,,
01,b,f,4,reported,-0.07,4,-0.0175
01,b,m,0,nil,0,0,
02,"",f,6,reported,6,6,1
02,"",m,5,reported,0,5,0
02,(none),f,6,reported,6,6,1
02,(none),m,0,nil,0,0,
02,a,f,0,nil,0,0,
02,a,m,5,reported,0,5,0
`
	if got := table(t, c); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	if err := c.Complete(0, "age"); err == nil || !strings.Contains(err.Error(), "no such key") {
		t.Errorf("%v", err)
	}
	if err := c.Complete(10, "background", "sex"); err == nil || !strings.Contains(err.Error(), "more than 10 cells") {
		t.Errorf("%v", err)
	}
}
