"""What counts: scores, drawing, attempts and grades. Pure: frozen data in, decisions out."""
