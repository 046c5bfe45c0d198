"""How certificates and what is found out about them are said: to holders, owners and strangers."""
