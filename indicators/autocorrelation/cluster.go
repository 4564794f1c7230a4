package autocorrelation

import "github.com/jamlik/jamlik/indicators/lang"

// Cluster is what a unit and its neighbours are together. The numbers from 1 to 4 are PySAL's.
type Cluster int

// The clusters. Getis and Ord's statistics speak of the neighbours alone (and of the unit among them): a hot spot is HighHigh, a cold one
// LowLow.
const (
	NotSignificant Cluster = iota
	HighHigh               // a high value among high ones
	LowHigh                // a low value among high ones
	LowLow                 // a low value among low ones
	HighLow                // a high value among low ones
	Alike                  // values alike that are neither all high nor all low
	Unlike                 // values unlike their neighbours'
)

// ClusterNames are the names of the clusters, by their numbers.
var ClusterNames = []lang.Text{
	{Sv: "inte säkerställt", En: "not significant"},
	{Sv: "högt omgivet av högt", En: "high among high"},
	{Sv: "lågt omgivet av högt", En: "low among high"},
	{Sv: "lågt omgivet av lågt", En: "low among low"},
	{Sv: "högt omgivet av lågt", En: "high among low"},
	{Sv: "liknar grannarna", En: "like its neighbours"},
	{Sv: "olikt grannarna", En: "unlike its neighbours"},
}

// quadrantOf returns the quadrant of Moran's scatter plot in which a standardised value and the lag of its neighbours lie. Above the mean is
// high; the mean itself, to rounding, is not.
func quadrantOf(own, lag float64) Cluster {
	switch high, among := own > rounding, lag > rounding; {
	case high && among:
		return HighHigh
	case among:
		return LowHigh
	case high:
		return HighLow
	}
	return LowLow
}
