// Package contribution says how much of an index of segregation comes from each unit.
//
// Three indices are sums over units, so that each unit has a term of its own and the terms add up to the index exactly:
//
//	D = Σ_i ½ |x_i/X − y_i/Y|           (Duncan and Duncan 1955, American Sociological Review 20, 210–217)
//	M = Σ_i (t_i/T) Σ_k p_ik ln(p_ik/P_k) (Mora and Ruiz-Castillo 2011, Sociological Methodology 41, 159–194)
//	H = M / E                           (Theil and Finizza 1971; Reardon and Firebaugh 2002, Sociological Methodology 32, 33–67)
//
// Here x_i and y_i are the persons of the two groups in unit i, t_i everybody in it, capitals the sums over units, p_ik and P_k the shares of
// group k in the unit and in all, and E the entropy of all. The terms of M and of H are never negative, and a unit has the same share
// of both. (The other way to share H out, by how much less mixed the unit is than all, gives negative terms to units that are unlike all but
// evenly mixed: a unit in which a small group is half of everybody. It is not used here.)
//
// A term grows with the size of the unit and with how far its composition lies from that of all, in either direction. It says where the
// index comes from and not why. The terms of a unit at two dates differ by more than what happened in it: the composition of all has
// changed as well. The differences add up to the change of the index all the same.
package contribution
