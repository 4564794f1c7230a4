// Command nation writes a study of a country that does not exist, as large as one that does: municipalities, small areas, years and indicators
// by their numbers, as a study file, the areas, and the observations as Parquet. It is for measuring time and memory. Every figure is drawn at
// random, names are codes, and the study says on every page that it is made up. The same flags give the same bytes.
//
//	go run ./testdata/nation -o DIR
//	go run ./testdata/nation -areas 60 -municipalities 6 -years 3 -indicators 8 -o DIR
//
// Without other flags it is the size of Sweden: 6,160 small areas in 290 municipalities over 20 years with 200 indicators. Of these the first is a
// count of persons, also by background and by class of income, for segregation; the next two also have women and men apart; most are shares, some
// rates and means. Every other indicator has a published figure of the country as well. One small area in fifty has no figure. It holds a year of
// one indicator at a time.
package main

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	n := nation{}
	dir := flag.String("o", "", "directory to write the study to; it is made where there is none")
	flag.IntVar(&n.areas, "areas", 6160, "small areas")
	flag.IntVar(&n.municipalities, "municipalities", 290, "municipalities that the small areas lie in")
	flag.IntVar(&n.years, "years", 20, "years, the last of which is 2024")
	flag.IntVar(&n.indicators, "indicators", 200, "indicators")
	flag.IntVar(&n.replicates, "replicates", 200, "bootstrap replications that the study asks for")
	flag.Uint64Var(&n.seed, "seed", 1, "of the random numbers")
	flag.Parse()
	if err := n.write(*dir); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// nation is a country by its numbers.
type nation struct {
	areas, municipalities, years, indicators, replicates int
	seed                                                 uint64
}

const lastYear = 2024

// write writes the study to a directory.
func (n nation) write(dir string) error {
	switch {
	case dir == "":
		return errors.New("-o is empty: want a directory to write to")
	case n.municipalities < 2 || n.areas < n.municipalities || n.years < 1 || n.years > 100 || n.indicators < 1:
		return errors.New("want 2 municipalities or more, as many areas at least, 1 to 100 years and 1 indicator or more")
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	for _, f := range []struct {
		name  string
		write func(*bufio.Writer) error
	}{{"areas.csv", n.writeAreas}, {"study.yaml", n.writeStudy}, {"observations.parquet", n.writeObservations}} {
		file, err := os.Create(filepath.Join(dir, f.name))
		if err != nil {
			return err
		}
		buf := bufio.NewWriterSize(file, 1<<20)
		if err := errors.Join(f.write(buf), buf.Flush(), file.Close()); err != nil {
			return fmt.Errorf("%s: %w", f.name, err)
		}
	}
	return nil
}

// municipality is the one that a small area lies in: they have about as many each.
func (n nation) municipality(area int) int { return area * n.municipalities / n.areas }

func municipalityCode(m int) string { return fmt.Sprintf("M%03d", m+1) }

func areaCode(a int) string { return fmt.Sprintf("A%05d", a+1) }

// version is the delimitation of all areas.
const version = "2025"

func (n nation) writeAreas(w *bufio.Writer) error {
	fmt.Fprintf(w, "code,name,level,version,parent\n00,Påhittat land,nation,%s,\n", version)
	for m := range n.municipalities {
		fmt.Fprintf(w, "%s,Kommun %s,district,%s,00\n", municipalityCode(m), municipalityCode(m), version)
	}
	for a := range n.areas {
		fmt.Fprintf(w, "%s,Område %s,deso,%s,%s\n", areaCode(a), areaCode(a), version, municipalityCode(n.municipality(a)))
	}
	return nil // the buffer remembers what went wrong
}
