package study

import (
	"testing"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/arrow/memory"

	"github.com/jamlik/jamlik/indicators"
)

// column makes an array whose second cell is null.
func column[T any, B interface {
	Append(T)
	AppendNull()
	NewArray() arrow.Array
}](b B, v T) arrow.Array {
	b.Append(v)
	b.AppendNull()
	return b.NewArray()
}

func dictionary(v string) arrow.Array {
	b := array.NewDictionaryBuilder(memory.DefaultAllocator, &arrow.DictionaryType{IndexType: arrow.PrimitiveTypes.Int32, ValueType: arrow.BinaryTypes.String}).(*array.BinaryDictionaryBuilder)
	if err := b.AppendString(v); err != nil {
		panic(err)
	}
	b.AppendNull()
	return b.NewArray()
}

func TestCellsOfEveryType(t *testing.T) {
	m := memory.DefaultAllocator
	cases := []struct {
		name     string
		array    arrow.Array
		text     string
		number   float64
		isNumber bool
	}{
		{name: "text", array: column(array.NewStringBuilder(m), " 0114 "), text: "0114"},
		{name: "text with a dictionary", array: dictionary("0114"), text: "0114"},
		{name: "whole number", array: column(array.NewInt64Builder(m), int64(2025)), text: "2025", number: 2025, isNumber: true},
		{name: "large whole number", array: column(array.NewInt64Builder(m), int64(95576349)), text: "95576349", number: 95576349, isNumber: true},
		{name: "number", array: column(array.NewFloat64Builder(m), 71.5), text: "71.5", number: 71.5, isNumber: true},
		{name: "number that is whole", array: column(array.NewFloat64Builder(m), 1e7), text: "10000000", number: 1e7, isNumber: true},
		{name: "day", array: column(array.NewDate32Builder(m), arrow.Date32(indicators.NewDay(2025, 11, 20))), text: "2025-11-20"},
		{name: "flag", array: column(array.NewBooleanBuilder(m), true), text: "true"},
	}
	for _, c := range cases {
		col := cellsOf(c.array, nil)
		if got := col.text(0); got != c.text {
			t.Errorf("%s: text %q, want %q", c.name, got, c.text)
		}
		if v, ok := col.number(0); v != c.number || ok != c.isNumber {
			t.Errorf("%s: number %v, %v, want %v, %v", c.name, v, ok, c.number, c.isNumber)
		}
		if got := col.text(1); got != "" {
			t.Errorf("%s: null is %q", c.name, got)
		}
		if v, ok := col.number(1); ok {
			t.Errorf("%s: null is the number %v", c.name, v)
		}
		recoded := cellsOf(c.array, map[string]string{c.text: "..", "": "none"})
		if _, ok := recoded.number(0); ok || recoded.text(0) != ".." || recoded.text(1) != "none" || recoded.found(0) != c.text {
			t.Errorf("%s: recoded to %q and %q", c.name, recoded.text(0), recoded.text(1))
		}
	}
	if none := (cells{}); none.text(5) != "" {
		t.Error("a column that is not there has text")
	}
}
