document.getElementById('app')?.append('vigia');
