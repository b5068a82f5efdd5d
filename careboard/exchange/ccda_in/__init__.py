"""C-CDA documents (HL7 C-CDA R2.1) as parts: safe XML, the templates' meaning, and words for all the rest."""

from careboard.exchange.ccda_in.document import read_ccda as read_ccda
