package delimited_test

import (
	"fmt"
	"strings"

	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/delimited"
)

func ExampleParseNumber() {
	v, err := delimited.ParseNumber("115\u00a0217", ',')
	fmt.Println(v, err)
	_, err = delimited.ParseNumber("1,5x", ',')
	fmt.Println(err)
	// Output:
	// 115217 <nil>
	// cannot read "1,5x" as a number
}

func Example() {
	const text = "Statistik från Skolverket;;\n;;\nSkola;Kod;Andel\nNorrbyskolan;0114;98,5\nEn annan skola;0180;..\n"
	r, err := delimited.Format.Open(ingest.Input{Name: "skolor.csv", Data: strings.NewReader(text), Size: int64(len(text))}, ingest.Options{Text: true})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer r.Close()
	b, err := r.Next()
	if err != nil {
		fmt.Println(err)
		return
	}
	for i, line := range b.Lines {
		fmt.Println(line, b.Record.Column(1).ValueStr(i), b.Record.Column(2).ValueStr(i))
	}
	for _, w := range r.Warnings() {
		fmt.Println(w)
	}
	// Output:
	// 4 0114 98,5
	// 5 0180 ..
	// skolor.csv:3: the header is taken to be here, below "Statistik från Skolverket"; set skip: 2 to say so
}
