"""What is put on paper and into pictures: certificates, transcripts, reports, badges, specimens."""
